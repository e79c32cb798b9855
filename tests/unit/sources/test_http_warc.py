from __future__ import annotations

import gzip
from datetime import UTC, datetime
from pathlib import Path

import pytest

from agister.errors import InputError
from agister.sources.http_fetch import Exchange, Target
from agister.sources.http_warc import Earlier, WarcWriter, recover

WHEN = datetime(2031, 2, 3, 10, 11, 12, 5, tzinfo=UTC)
RAW = b'HTTP/1.1 200 OK\r\nETag: "1"\r\n\r\nbody'


def exchange(**more: object) -> Exchange:
    values: dict[str, object] = {
        "target": Target.of("https://a.example/x"),
        "started": WHEN,
        "request": b"GET /x HTTP/1.1\r\n\r\n",
        "response": RAW,
        "status": 200,
        "headers": (("ETag", '"1"'),),
        "body_at": len(RAW) - 4,
        "address": "9.9.9.9",
    }
    return Exchange(**(values | more))  # type: ignore[arg-type]


def records(folder: Path) -> list[bytes]:
    text = b"".join(gzip.decompress(file.read_bytes()) for file in sorted(folder.glob("*.warc.gz")))
    return text.split(b"WARC/1.1\r\n")[1:]


def test_an_answer_becomes_a_response_and_a_request(tmp_path: Path) -> None:
    with WarcWriter(tmp_path, "a", "agister/0") as writer:
        kept = writer.exchange(exchange(truncated=""))
        assert [file.name for file in tmp_path.iterdir()] == ["a-00000.warc.gz.part"]
    assert writer.segments == [tmp_path / "a-00000.warc.gz"]
    info, response, request = records(tmp_path)
    assert b"WARC-Type: warcinfo\r\n" in info
    assert b"WARC-Filename: a-00000.warc.gz\r\n" in info
    assert b"WARC-Date: 2031-02-03T10:11:12.000005Z\r\n" in response
    assert b"WARC-IP-Address: 9.9.9.9\r\n" in response
    assert response.endswith(b"\r\n\r\n" + RAW + b"\r\n\r\n")
    assert kept is not None
    assert kept.record.encode() in response
    assert b"WARC-Concurrent-To: " + kept.record.encode() in request
    assert (kept.url, kept.etag, kept.modified) == ("https://a.example/x", '"1"', "")


def test_a_cut_answer_says_so_and_is_not_asked_for_conditionally(tmp_path: Path) -> None:
    with WarcWriter(tmp_path, "a", "agister/0") as writer:
        assert writer.exchange(exchange(truncated="length")) is None
    assert b"WARC-Truncated: length\r\n" in records(tmp_path)[1]


def test_not_modified_is_a_revisit_of_the_earlier_answer(tmp_path: Path) -> None:
    earlier = Earlier(url="https://a.example/x", date="2030", record="<urn:uuid:1>", digest="sha256:ab", etag='"1"')
    with WarcWriter(tmp_path, "a", "agister/0") as writer:
        assert writer.exchange(exchange(status=304, response=b"HTTP/1.1 304 X\r\n\r\n", body_at=18), earlier) == earlier
    revisit = records(tmp_path)[1]
    for line in (
        b"WARC-Type: revisit",
        b"WARC-Refers-To: <urn:uuid:1>",
        b"WARC-Refers-To-Date: 2030",
        b"sha256:ab\r\n",
    ):
        assert line in revisit


def test_a_failure_is_a_metadata_record(tmp_path: Path) -> None:
    with WarcWriter(tmp_path, "a", "agister/0") as writer:
        assert writer.exchange(exchange(failure="timeout", response=b"", status=None)) is None
    _, failure = records(tmp_path)
    assert b"WARC-Type: metadata\r\n" in failure
    assert b"Content-Type: application/warc-fields\r\n" in failure
    assert failure.endswith(b"\r\n\r\nfetchFailure: timeout\r\n\r\n\r\n")


def test_names_in_use_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "a-00000.warc.gz").write_bytes(b"")
    with WarcWriter(tmp_path, "a", "agister/0") as writer:
        writer.failure("https://a.example/", "dns", WHEN)
    assert [file.name for file in writer.segments] == ["a-00001.warc.gz"]


def test_nothing_written_leaves_no_file(tmp_path: Path) -> None:
    with WarcWriter(tmp_path, "a", "agister/0") as writer:
        assert writer.position == ("", 0)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_gone_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be written"), WarcWriter(tmp_path / "no", "a", "x") as writer:
        writer.failure("https://a.example/", "dns", WHEN)


def test_left_segments_are_cut_where_they_were_whole(tmp_path: Path) -> None:
    (tmp_path / "a.warc.gz.part").write_bytes(b"whole half")
    (tmp_path / "b.warc.gz.part").write_bytes(b"half")
    assert recover(tmp_path, {"a.warc.gz.part": 5}) == [tmp_path / "a.warc.gz"]
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == {"a.warc.gz": b"whole"}
