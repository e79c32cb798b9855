from __future__ import annotations

import gzip
import io
import struct
import zlib
from datetime import UTC, datetime
from pathlib import Path

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from agister.errors import InputError
from agister.rights import Observation
from agister.sources.content_coding import BODY_LIMIT
from agister.sources.report import SourceReport
from agister.sources.warc import observations
from agister.sources.warc_revisits import Revisits
from tests.archives import answer, packed, record

ROBOTS = b"User-agent: *\nDisallow: /\n"
PLAIN = answer(ROBOTS, "Content-Type: text/plain")
WHEN = datetime(2031, 2, 3, 10, 11, 12, tzinfo=UTC)


def read(raw: bytes, **more: object) -> tuple[list[Observation], SourceReport]:
    report = SourceReport()
    found = list(observations(io.BytesIO(raw), name="a.warc", report=report, **more))  # type: ignore[arg-type]
    return found, report


def test_a_response_becomes_an_observation_with_its_evidence() -> None:
    first = packed(record("warcinfo", block=b"software: x\r\n", content_type="application/warc-fields"))
    found, report = read(first + packed(record(block=PLAIN)))
    assert found == [
        Observation(
            url="https://example.org/robots.txt",
            fetched_at=WHEN,
            status=200,
            headers=(("Content-Type", "text/plain"),),
            body=ROBOTS,
            source="a.warc",
            offset=len(first),
        )
    ]
    assert (report.records, report.observations, report.skipped, report.problems) == (2, 1, {"warcinfo": 1}, [])


@pytest.mark.parametrize("version", ["1.0", "1.1"])
@pytest.mark.parametrize("wrapping", ["plain", "records", "whole", "zstd", "zstd-whole", "dictionary"])
def test_every_wrapping_gives_the_same_observations(wrapping: str, version: str) -> None:
    records = [record(url=f"https://h{i}.example/robots.txt", block=PLAIN, version=version) for i in range(20)]
    raw = {
        "plain": lambda: b"".join(records),
        "records": lambda: packed(*records),
        "whole": lambda: gzip.compress(b"".join(records)),
        "zstd": lambda: b"".join(map(zstandard.compress, records)),
        "zstd-whole": lambda: zstandard.compress(b"".join(records)),
        "dictionary": lambda: _with_dictionary(records),
    }[wrapping]()
    found, report = read(raw)
    assert [(o.url, o.body) for o in found] == [(f"https://h{i}.example/robots.txt", ROBOTS) for i in range(20)]
    assert (report.records, report.skipped, report.problem_counts) == (20, {}, {})


def _with_dictionary(records: list[bytes]) -> bytes:
    dictionary = zstandard.train_dictionary(1024, [one + b"%d" % i * 9 for i in range(200) for one in records])
    machine = zstandard.ZstdCompressor(dict_data=dictionary)
    raw = dictionary.as_bytes()
    return struct.pack("<II", 0x184D2A5D, len(raw)) + raw + b"".join(map(machine.compress, records))


def test_records_of_other_types_are_counted() -> None:
    raw = packed(
        record("request", block=b"GET / HTTP/1.1\r\n\r\n"),
        record("metadata", block=b"via: x\r\n", content_type="application/warc-fields"),
        record("conversion", block=b"text", content_type="text/plain"),
        record("continuation", block=b"rest"),
        record("response", url="dns:example.org", block=b"1.2.3.4", content_type="text/dns"),
        record("strange", block=b"x"),
    )
    found, report = read(raw)
    assert found == []
    assert report.skipped == {
        "request": 1,
        "metadata": 1,
        "conversion": 1,
        "continuation": 1,
        "not-a-web-url": 1,
        "unknown-type": 1,
    }


def test_a_resource_is_a_body_without_status() -> None:
    found, _ = read(
        packed(record("resource", url="<https://example.org/ai.txt>", block=b"x", content_type="text/plain"))
    )
    assert [(o.url, o.status, o.headers, o.body) for o in found] == [
        ("https://example.org/ai.txt", None, (("Content-Type", "text/plain"),), b"x")
    ]


def test_what_cannot_speak_of_rights_is_left_out_and_a_header_alone_suffices() -> None:
    picture = "https://example.org/a.jpg"
    raw = packed(
        record(url=picture, block=answer(b"\xff\xd8", "Content-Type: image/jpeg")),
        record(url=picture, block=answer(b"\xff\xd8", "Content-Type: image/jpeg", "TDM-Reservation: 1")),
        record(url="https://example.org/p", block=answer(b"<p>", "Content-Type: text/html; charset=utf-8")),
    )
    found, report = read(raw)
    assert [(o.url, o.status, o.body) for o in found] == [(picture, 200, None), ("https://example.org/p", 200, b"<p>")]
    assert found[0].headers == (("Content-Type", "image/jpeg"), ("TDM-Reservation", "1"))
    assert report.skipped == {"not-wanted": 1}


def test_the_end_of_a_redirect_of_a_signal_file_is_kept() -> None:
    raw = packed(
        record(block=answer(b"", "Location: /cms?f=robots", status="301 Moved")),
        record(url="https://example.org/cms?f=robots", block=PLAIN),
        record(url="https://example.org/other", block=PLAIN),
    )
    found, _ = read(raw)
    assert [(o.url, o.status, o.body) for o in found] == [
        ("https://example.org/robots.txt", 301, None),
        ("https://example.org/cms?f=robots", 200, ROBOTS),
    ]


def test_redirects_of_anything_are_kept() -> None:
    raw = packed(
        record(
            url="https://example.org/a.jpg",
            block=answer(b"", "Location: https://cdn.example/a.jpg", "Content-Type: image/jpeg", status="302 Found"),
        ),
        record(url="https://example.org/b.jpg", block=answer(b"", "Content-Type: image/jpeg", status="304 Same")),
    )
    found, report = read(raw)
    assert [(o.url, o.status, o.body) for o in found] == [("https://example.org/a.jpg", 302, None)]
    assert dict(found[0].headers)["Location"] == "https://cdn.example/a.jpg"
    assert report.skipped == {"not-wanted": 1}


def test_codings_are_undone() -> None:
    zipped = gzip.compress(ROBOTS)
    chunked = b"".join(b"%x\r\n%s\r\n" % (len(p), p) for p in (zipped[:7], zipped[7:])) + b"0\r\n\r\n"
    raw = packed(
        record(block=answer(chunked, "Transfer-Encoding: chunked", "Content-Encoding: gzip")),
        record(block=answer(zlib.compress(ROBOTS), "Content-Encoding: deflate")),
        record(block=answer(ROBOTS, "Content-Encoding: gzip", "Transfer-Encoding: chunked")),
    )
    found, report = read(raw)
    assert [o.body for o in found] == [ROBOTS] * 3
    assert [o.error for o in found] == [None] * 3
    assert report.problem_counts == {"http-coding-not-applied": 1}


def test_a_compression_bomb_yields_its_first_bytes() -> None:
    bomb = gzip.compress(b"\0" * (64 << 20))
    found, _ = read(packed(record(block=answer(bomb, "Content-Encoding: gzip"))))
    assert (len(found[0].body or b""), found[0].truncated, found[0].error) == (BODY_LIMIT, True, None)


def test_a_large_body_is_cut_and_the_next_record_is_read() -> None:
    raw = packed(record(block=answer(b"x" * (5 << 20))), record(block=PLAIN))
    found, _ = read(raw)
    assert [(len(o.body or b""), o.truncated) for o in found] == [(BODY_LIMIT, True), (len(ROBOTS), False)]


@pytest.mark.parametrize(
    ("reason", "truncated", "error"),
    [("length", True, None), ("time", False, "incomplete"), ("disconnect", False, "incomplete")],
)
def test_what_a_collector_cut_off_is_told_apart(reason: str, truncated: bool, error: str | None) -> None:
    found, _ = read(packed(record(block=PLAIN, more=(("WARC-Truncated", reason),))))
    assert [(o.body, o.truncated, o.error) for o in found] == [(ROBOTS, truncated, error)]


def test_a_file_that_ends_early_keeps_what_is_there_as_a_failure() -> None:
    raw = record(block=PLAIN) + record(url="https://b.example/robots.txt", block=PLAIN)
    found, report = read(raw[:-20])
    assert [(o.url, o.error) for o in found] == [
        ("https://example.org/robots.txt", None),
        ("https://b.example/robots.txt", "incomplete"),
    ]
    assert report.problem_counts == {"warc-cut-record": 1, "warc-cut-archive": 1}


@pytest.mark.parametrize(
    "block",
    [
        answer(ROBOTS, "Content-Type: text/plain", f"Content-Length: {len(ROBOTS) + 1}"),
        b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n",
        b"HTTP/1.1 200 OK\rContent-Type: text/plain\r\r" + ROBOTS,
        b"HTTP/1.1 200 OK\nContent-Type: text/plain\n" + ROBOTS,
    ],
)
def test_an_answer_that_breaks_off_is_a_failure_and_says_nothing(block: bytes) -> None:
    found, report = read(packed(record(block=block)))
    assert [(o.status, o.error) for o in found] == [(200, "incomplete")]
    assert report.problem_counts == {"http-incomplete": 1}


@pytest.mark.parametrize(
    "block",
    [
        answer(ROBOTS, "Content-Length: 3"),
        answer(ROBOTS, "Content-Length: 12 34"),
        answer(b""),
        answer(gzip.compress(ROBOTS), "Content-Length: 99999", "Content-Encoding: gzip"),
        b"HTTP/1.1 200 OK\nA: 1\n\n" + ROBOTS,
        b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n",
    ],
)
def test_a_length_that_says_less_or_speaks_of_other_bytes_breaks_nothing(block: bytes) -> None:
    found, report = read(packed(record(block=block)))
    assert [o.error for o in found] == [None]
    assert report.problem_counts == {}


def test_a_record_that_does_not_end_where_it_says_is_no_whole_answer() -> None:
    # The first two are followed by the rest of their own block; nobody knows which length is meant.
    short = packed(record(url="https://a.example/robots.txt", block=PLAIN, length=len(PLAIN) - 5))
    long = packed(record(url="https://b.example/robots.txt", block=PLAIN, length=len(PLAIN) + 30))
    found, report = read(short + long + packed(record(block=PLAIN)))
    assert [(o.url[8:17], o.error) for o in found] == [
        ("a.example", "incomplete"),
        ("b.example", "incomplete"),
        ("example.o", None),
    ]
    assert (report.records, report.skipped, report.problem_counts) == (
        5,
        {"invalid-record": 2},
        {"warc-damaged": 2},
    )


def test_records_without_an_address_or_a_type_are_told_apart_from_those_of_no_interest() -> None:
    nowhere = record(block=PLAIN).replace(b"WARC-Target-URI: https://example.org/robots.txt\r\n", b"")
    untyped = record(block=PLAIN).replace(b"WARC-Type: response\r\n", b"")
    found, report = read(
        packed(nowhere, untyped, record("novelty", block=b"x"), record(url="dns:a.example", block=b"x"))
    )
    assert found == []
    assert report.skipped == {"not-a-web-url": 2, "unknown-type": 2}
    assert [(p.kind, p.place, p.clause) for p in report.problems] == [
        ("warc-no-url", "byte 0", "WARC 1.1 §5.14"),
        ("warc-no-type", f"byte {len(packed(nowhere))}", "WARC 1.1 §5.5"),
    ]


def test_damage_in_the_middle_is_counted_and_passed_over() -> None:
    records = [packed(record(url=f"https://h{i}.example/robots.txt", block=PLAIN)) for i in range(4)]
    records[1] = records[1][:60] + b"\0" * 60 + records[1][120:]
    found, report = read(b"".join(records))
    assert [o.url for o in found] == [f"https://h{i}.example/robots.txt" for i in (0, 2, 3)]
    assert (report.records, report.skipped, report.problem_counts) == (4, {"invalid-record": 1}, {"warc-damaged": 1})


def test_a_record_without_an_http_answer_is_unreadable() -> None:
    found, report = read(packed(record(block=b"HTTPX/1.1 200 OK\r\n\r\n")))
    assert [(o.status, o.body, o.error) for o in found] == [(None, None, "protocol-error")]
    assert report.problem_counts == {"http-no-status": 1}


def test_a_header_bomb_is_unreadable() -> None:
    found, _ = read(packed(record(block=answer(ROBOTS, "X: " + "y" * (1 << 20)))))
    assert [(o.status, o.error) for o in found] == [(None, "protocol-error")]


def test_a_revisit_takes_the_payload_that_it_refers_to() -> None:
    digest = (("WARC-Payload-Digest", "sha1:A"),)
    raw = packed(
        record(block=PLAIN, more=digest),
        record("revisit", url="https://b.example/robots.txt", block=answer(b"", "X: 1"), more=digest, number=2),
        record("revisit", block=answer(b"", "X: 2"), more=(("WARC-Payload-Digest", "sha1:B"),), number=3),
    )
    found, report = read(raw)
    assert [(o.url, o.status, o.headers, o.body, o.error) for o in found[1:]] == [
        ("https://b.example/robots.txt", 200, (("X", "1"),), ROBOTS, None),
        ("https://example.org/robots.txt", None, (("X", "2"),), None, "revisit"),
    ]
    assert report.problem_counts == {"warc-revisit-target-missing": 1}


def test_not_modified_renews_the_stored_answer_across_archives() -> None:
    memory = Revisits()
    read(packed(record(block=answer(ROBOTS, "Content-Type: text/plain", "Age: 1"))), revisits=memory)
    refers = (
        ("WARC-Profile", "http://netpreserve.org/warc/1.1/revisit/server-not-modified"),
        ("WARC-Refers-To-Target-URI", "https://example.org/robots.txt"),
        ("WARC-Refers-To-Date", "2031-02-03T10:11:12Z"),
    )
    later = record(
        "revisit", block=answer(b"", "Age: 2", status="304 Not Modified"), more=refers, date="2031-03-03T00:00:00Z"
    )
    found, _ = read(packed(later), revisits=memory)
    assert [(o.status, o.headers, o.body, o.error) for o in found] == [
        (200, (("Content-Type", "text/plain"), ("Age", "2")), ROBOTS, None)
    ]
    assert [o.error for o in read(packed(later))[0]] == ["revisit"]


def test_a_recorded_failure_comes_back_with_its_kind() -> None:
    raw = packed(record("metadata", block=b"fetchFailure: timeout\r\n", content_type="application/warc-fields"))
    found, report = read(raw)
    assert [(o.url, o.fetched_at, o.status, o.error) for o in found] == [
        ("https://example.org/robots.txt", WHEN, None, "timeout")
    ]
    assert report.skipped == {}


def test_a_record_without_a_usable_date_counts_at_any_time() -> None:
    found, report = read(packed(record(block=PLAIN, date="yesterday")))
    assert [o.fetched_at for o in found] == [None]
    assert report.problem_counts == {"warc-date": 1}


@pytest.mark.parametrize("raw", [b"", b"<html>no archive</html>", b"\x1f\x8b\x08\x00broken"])
def test_what_is_no_archive_is_refused(raw: bytes, tmp_path: Path) -> None:
    place = tmp_path / "x.warc"
    place.write_bytes(raw)
    with pytest.raises(InputError, match=r"x\.warc (is empty|holds no WARC record)"):
        list(observations(place, name="x.warc"))


def test_an_absent_archive_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be opened"):
        list(observations(tmp_path / "none.warc.gz", name="none.warc.gz"))


@given(st.binary(max_size=2000))
def test_any_block_and_any_damage_is_read_without_an_error(noise: bytes) -> None:
    first = packed(record(block=PLAIN))
    found, report = read(
        first + packed(record(block=b"HTTP/1.1 200 OK\r\n" + noise)) + noise + packed(record(block=PLAIN))
    )
    assert found[0].body == ROBOTS
    assert report.observations == len(found)
