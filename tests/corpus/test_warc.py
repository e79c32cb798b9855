"""WARC files of other programs, good and bad. What each must give was found out by reading the files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from agister.errors import InputError
from agister.rights import Observation
from agister.sources.report import SourceReport
from agister.sources.warc import observations
from tests.places import DATA, needs_data

pytestmark = needs_data

WARC = DATA / "warc"
PYWB = "webrecorder+pywb/sample_archive/warcs"
WARCIO = "webrecorder+warcio/test/data"


def read(name: str) -> tuple[list[Observation], SourceReport]:
    report = SourceReport()
    found = list(observations(WARC / name, name=name, report=report, wanted=lambda *_: True))
    return found, report


#: File → (observations, problems).
EXPECTED: dict[str, tuple[int, dict[str, int]]] = {
    "commoncrawl+whirlwind-python/whirlwind.warc": (1, {}),
    "commoncrawl+whirlwind-python/whirlwind.warc.gz": (1, {}),
    "commoncrawl+whirlwind-python/whirlwind.warc.wat.gz": (0, {}),
    "commoncrawl+whirlwind-python/whirlwind.warc.wet.gz": (0, {}),
    # All but two of its revisits refer to a crawl that is not here.
    f"{PYWB}/dupes.warc.gz": (12, {"warc-revisit-target-missing": 8}),
    # One of its answers starts with HTTPX.
    f"{PYWB}/example-extra.warc": (4, {"http-no-status": 1}),
    # One record is longer than it says.
    f"{PYWB}/example.warc": (3, {"warc-damaged": 1}),
    f"{PYWB}/example.warc.gz": (3, {}),
    f"{PYWB}/example2.warc.gz": (1, {}),
    f"{PYWB}/example-wget-1-14.warc.gz": (1, {}),
    f"{PYWB}/example-wpull.warc.gz": (1, {}),
    f"{PYWB}/httpbin-resource.warc.gz": (1, {}),
    # All its lines end in CR CR LF.
    f"{PYWB}/missing-status-text.warc": (1, {}),
    f"{WARCIO}/example.warc": (2, {}),
    f"{WARCIO}/example.warc.gz": (2, {}),
    f"{WARCIO}/example-iana.org-chunked.warc": (1, {}),
    f"{WARCIO}/example-resource.warc.gz": (1, {}),
    f"{WARCIO}/example-trunc.warc": (1, {"warc-damaged": 1, "http-incomplete": 1}),
    f"{WARCIO}/example-bad-non-chunked.warc.gz": (2, {}),
}


@pytest.mark.parametrize("name", EXPECTED)
def test_what_a_file_gives(name: str) -> None:
    found, report = read(name)
    count, problems = EXPECTED[name]
    assert (len(found), report.problem_counts) == (count, problems)
    assert report.records == report.observations + sum(report.skipped.values())


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (f"{PYWB}/bad.arc", "is an ARC archive"),
        (f"{PYWB}/example.arc.gz", "is an ARC archive"),
        ("MANIFEST.jsonl", "holds no WARC record"),
    ],
)
def test_what_is_no_warc_is_refused(name: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        read(name)


def test_plain_and_packed_give_the_same() -> None:
    for plain in ("commoncrawl+whirlwind-python/whirlwind.warc", f"{WARCIO}/example.warc"):
        one, two = read(plain)[0], read(f"{plain}.gz")[0]
        assert [(o.url, o.fetched_at, o.status, o.headers, o.body) for o in one] == [
            (o.url, o.fetched_at, o.status, o.headers, o.body) for o in two
        ]


def oracle(file: Path) -> Iterator[tuple[int, str, str, bytes]]:
    """Offset, URL, status and decoded content of each answer as warcio reads them."""
    with file.open("rb") as opened:
        records = ArchiveIterator(opened)
        for record in records:
            if record.rec_type == "response":
                url = record.rec_headers.get_header("WARC-Target-URI")
                status = record.http_headers.get_statuscode()
                content = record.content_stream().read()
                # Only now: asking for the offset reads the record to its end.
                yield records.get_record_offset(), url, status, content


@pytest.mark.parametrize("name", [f"{PYWB}/iana.warc.gz", f"{PYWB}/example2.warc.gz", f"{WARCIO}/post-test.warc.gz"])
def test_answers_are_those_that_warcio_reads(name: str) -> None:
    theirs = [one for one in oracle(WARC / name) if one[2].startswith("2")]
    answers = {one[0] for one in theirs}
    ours = [(o.offset, o.url, str(o.status), o.body) for o in read(name)[0] if o.offset in answers]
    assert len(ours) > 0
    assert ours == theirs
