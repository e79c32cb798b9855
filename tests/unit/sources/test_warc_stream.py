from __future__ import annotations

import gzip
import io
import random
import struct
from collections.abc import Callable

import pytest
import zstandard

from agister.errors import InputError
from agister.sources.report import SourceReport
from agister.sources.warc_stream import NoRecord, Records
from tests.archives import packed, record

EMPTY = gzip.compress(b"", mtime=0)


class Pipe(io.RawIOBase):
    """A stream that cannot be repositioned."""

    def __init__(self, raw: bytes) -> None:
        self._inner = io.BytesIO(raw)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return False

    def read(self, size: int = -1) -> bytes:
        return self._inner.read(size)


def offsets(raw: bytes | Pipe, report: SourceReport) -> list[int]:
    stream = raw if isinstance(raw, Pipe) else io.BytesIO(raw)
    archive = Records(stream, "a", report)  # type: ignore[arg-type]
    return [-1 if one is None else archive.place(one) for one in archive]


def test_damage_of_any_size_is_one_damage() -> None:
    good = packed(record())
    report = SourceReport()
    raw = good + good[:30] + b"\x1f\x8b\x08\0" * 50 + good
    assert offsets(raw, report) == [0, len(good) + 230]
    assert report.problem_counts == {"warc-damaged": 1}


def test_a_record_inside_the_body_of_a_read_record_is_not_taken_for_one() -> None:
    inner = record(url="https://forged.example/robots.txt")
    raw = record(block=inner) + b"garbage\r\n\r\n" + record()
    assert offsets(raw, SourceReport()) == [0, len(record(block=inner)) + 11]


def test_endless_false_starts_are_given_up() -> None:
    report = SourceReport()
    assert offsets(packed(record()) + b"\x1f\x8b\x08\xff" * 5000, report) == [0]
    assert report.problem_counts == {"warc-damaged": 1, "warc-rest-lost": 1}


def test_an_archive_of_shared_members_gives_the_offset_that_leads_to_each_record() -> None:
    whole = gzip.compress(record() + record())
    assert offsets(whole, SourceReport()) == [0, 0]
    assert offsets(zstandard.compress(record() + record()), SourceReport()) == [0, 0]
    # Each file put together with others keeps its own start.
    assert offsets(whole + EMPTY + whole, SourceReport()) == [0, 0, len(whole + EMPTY), len(whole + EMPTY)]


def test_an_empty_member_is_not_the_end() -> None:
    good = packed(record())
    report = SourceReport()
    assert offsets(EMPTY + good + EMPTY + EMPTY + good + good + EMPTY, report) == [
        len(EMPTY),
        len(EMPTY + good + EMPTY + EMPTY),
        len(EMPTY + good + EMPTY + EMPTY + good),
    ]
    assert report.problem_counts == {}


@pytest.mark.parametrize("pack", [lambda raw: raw, lambda raw: gzip.compress(raw, mtime=0), zstandard.compress])
def test_an_archive_cut_anywhere_is_told(pack: Callable[[bytes], bytes]) -> None:
    first, last = pack(record()), pack(record(block=b"the last block of all"))
    for size in range(1, len(last) - 4):
        report = SourceReport()
        found = offsets(first + last[:size], report)
        assert len(found) + report.skipped.get("invalid-record", 0) == 2
        assert {"warc-cut-archive", "warc-damaged"} & set(report.problem_counts)


def test_what_can_be_unpacked_of_a_cut_member_of_many_records_is_read() -> None:
    random.seed(5)
    many = [record(block=random.randbytes(3000).hex().encode()) for _ in range(200)]
    for packed_whole in (gzip.compress(b"".join(many)), zstandard.compress(b"".join(many))):
        report = SourceReport()
        assert len(offsets(packed_whole[: len(packed_whole) * 3 // 4], report)) > 120
        assert report.problem_counts in ({"warc-cut-archive": 1}, {"warc-damaged": 1})


@pytest.mark.parametrize(
    ("old", "new"),
    [(b"WARC-Type", b"Warc-Type"), (b"Content-Length", b"Content-length"), (b"\r\n", b"\n"), (b": ", b":\r\n ")],
)
def test_heads_of_another_spelling_are_read(old: bytes, new: bytes) -> None:
    odd = record(block=b"x").replace(old, new)
    for raw in (odd * 3, packed(odd, odd, odd), gzip.compress(odd * 3)):
        report = SourceReport()
        assert len(offsets(raw, report)) == 3
        assert report.problem_counts == {}


def test_an_empty_member_between_heads_of_another_spelling_repeats_nothing() -> None:
    odd = record(block=b"x").replace(b"WARC-Type", b"Warc-Type")
    whole = gzip.compress(odd + odd)
    assert offsets(whole + EMPTY + whole, SourceReport()) == [0, 0, len(whole + EMPTY), len(whole + EMPTY)]


def test_frames_behind_damage_are_read_with_the_dictionary_in_front() -> None:
    made = zstandard.train_dictionary(2048, [record(block=b"%d" % n * 9, number=n) for n in range(300)])
    pack = zstandard.ZstdCompressor(dict_data=made)
    front = b"\x5d\x2a\x4d\x18" + struct.pack("<I", len(made.as_bytes())) + made.as_bytes()
    frame = pack.compress(record(number=7))
    report = SourceReport()
    raw = front + frame + frame[:10] + b"\xff" * 10 + frame + frame
    assert offsets(raw, report) == [len(front), len(front) + len(frame) + 20, len(front) + 2 * len(frame) + 20]
    assert (report.skipped, report.problem_counts) == ({"invalid-record": 1}, {"warc-damaged": 1})


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "a is empty"),
        (b"filedesc://x.arc 0.0.0.0 20310203101112 text/plain 9\n", "a is an ARC archive.*warcio recompress"),
        (gzip.compress(b"filedesc://x.arc 0.0.0.0 20310203101112 text/plain 9\n"), "a is an ARC archive"),
        (b"<html>", r"a holds no WARC record \(Invalid WARC header\): give a"),
        (b"\r\n", r"a holds no WARC record: give a"),
        (EMPTY, "a holds no WARC record: give a"),
    ],
)
def test_why_there_is_nothing(raw: bytes, words: str) -> None:
    with pytest.raises(NoRecord, match=words):
        list(Records(io.BytesIO(raw), "a", SourceReport()))


def test_a_pipe_is_read_up_to_the_damage() -> None:
    report = SourceReport()
    good = packed(record())
    assert offsets(Pipe(good + good), SourceReport()) == [0, len(good)]
    assert offsets(Pipe(good + b"\0" * 100 + good), report) == [0]
    assert report.problem_counts == {"warc-damaged": 1, "warc-rest-lost": 1}


def test_an_address_of_another_store_is_opened() -> None:
    import fsspec

    with fsspec.open("memory://agister/a.warc.gz", "wb") as out:
        out.write(packed(record(), record()))
    assert len(list(Records("memory://agister/a.warc.gz", "a", SourceReport()))) == 2
    with pytest.raises(InputError, match="cannot be opened"):
        list(Records("nosuch://x/y", "y", SourceReport()))
