from __future__ import annotations

import gzip
import io

import pytest

from agister.sources.warc_by_hand import Look, by_hand, ends_well, is_cut, look
from agister.sources.warc_unpacked import GZIP, PLAIN
from tests.archives import record

USUAL = record(block=b"block")
OTHERS = {
    "case of names": USUAL.replace(b"WARC-Type", b"Warc-Type").replace(b"Content-Length", b"content-length"),
    "case of all": USUAL.replace(b"WARC/1.1", b"warc/1.1").replace(b"response", b"Response"),
    "LF": USUAL.replace(b"\r\n", b"\n"),
    "CR CR LF": USUAL.replace(b"\r\n", b"\r\r\n"),
    "folded": USUAL.replace(b": ", b":\r\n\t"),
}


@pytest.mark.parametrize("name", OTHERS)
def test_heads_that_the_standard_or_crawlers_have(name: str) -> None:
    handle = io.BytesIO(OTHERS[name] + OTHERS[name])
    assert look(handle, PLAIN, 0) == Look(odd=True)
    found = []
    for one in by_hand(handle, PLAIN, 0):
        fields = {field.lower(): value for field, value in one.headers.to_tuples()}
        found.append(
            (one.record_type, one.stream_pos, one.content_length, one.reader.read(3), fields["warc-target-uri"])
        )
    assert found == [(4, at, 5, b"blo", "https://example.org/robots.txt") for at in (0, len(OTHERS[name]))]


def test_each_type_has_its_number_and_the_rest_of_a_block_is_passed_over() -> None:
    kinds = ["warcinfo", "response", "resource", "request", "metadata", "revisit", "conversion", "continuation", "new"]
    raw = b"".join(gzip.compress(record(kind, block=b"WARC/1.1\r\n\r\n" * 9)) for kind in kinds)
    found = [one.record_type for one in by_hand(io.BytesIO(raw), GZIP, 0)]
    assert found == [2, 4, 8, 16, 32, 64, 128, 256, 32768]


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"<html>", "Invalid WARC header"),
        (b"WARC/2.0\r\n\r\n", "Invalid WARC header"),
        (b"WARC/1.0\r\nWARC-Type: response\r\n\r\n", "no usable Content-Length|without a usable Content-Length"),
        (record(length=-1), "without a usable Content-Length"),
        (USUAL[:60], "has no end"),
        (b"WARC/1.0\r\n" + b"A: b\r\n" * 20_000 + b"\r\n", "has no end"),
    ],
)
def test_what_is_no_record(raw: bytes, words: str) -> None:
    with pytest.raises(OSError, match=words):
        list(by_hand(io.BytesIO(raw), PLAIN, 0))
    assert look(io.BytesIO(raw), PLAIN, 0) == Look()


def test_whether_records_share_a_member() -> None:
    alone, together = gzip.compress(USUAL) * 2, gzip.compress(USUAL * 2)
    assert look(io.BytesIO(alone), GZIP, 0) == Look()
    assert look(io.BytesIO(together), GZIP, 0) == Look(shares=True)
    assert look(io.BytesIO(alone[:40]), GZIP, 0) == Look()
    assert look(io.BytesIO(USUAL * 2), PLAIN, 0) == Look()


@pytest.mark.parametrize(
    ("raw", "well", "cut"),
    [
        (USUAL, True, False),
        (USUAL[:-4], True, False),
        (USUAL + b"rubbish", True, False),
        (record(block=b"block", length=3), False, False),
        (record(block=b"block", length=8) + USUAL, True, False),
        (record(block=b"block", length=20) + USUAL, False, False),
        (record(block=b"block", length=20), False, True),
        (USUAL[:-6], False, True),
        (USUAL[:50], True, True),
        (b"", False, False),
    ],
)
def test_where_a_record_ends(raw: bytes, well: bool, cut: bool) -> None:
    assert (ends_well(io.BytesIO(raw), PLAIN, 0), is_cut(io.BytesIO(raw), PLAIN, 0)) == (well, cut)
