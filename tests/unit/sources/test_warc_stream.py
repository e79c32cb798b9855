from __future__ import annotations

import io

import pytest

from agister.errors import InputError
from agister.sources.report import SourceReport
from agister.sources.warc_stream import records
from tests.archives import packed, record


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
    return [one.stream_pos for one in records(stream, "a", report)]  # type: ignore[arg-type]


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
    assert len(list(records("memory://agister/a.warc.gz", "a", SourceReport()))) == 2
    with pytest.raises(InputError, match="cannot be opened"):
        list(records("nosuch://x/y", "y", SourceReport()))
