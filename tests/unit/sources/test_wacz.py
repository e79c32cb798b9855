from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from agister.errors import InputError
from agister.sources.report import SourceReport
from agister.sources.wacz import observations
from agister.sources.warc_stream import NoRecord
from tests.archives import answer, packed, record

ONE = packed(
    record("warcinfo", block=b"x"), record(url="https://a.example/robots.txt", block=answer(b"User-agent: *\n"))
)
TWO = record(url="https://b.example/robots.txt", block=answer(b"Disallow: /\n"))


def collection(*entries: tuple[str, bytes, int]) -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as out:
        for name, content, method in entries:
            out.writestr(zipfile.ZipInfo(name, (2031, 2, 3, 4, 5, 6)), content, method)
    return raw.getvalue()


def read(raw: bytes, tmp_path: Path) -> tuple[list[tuple[str, str, int | None]], SourceReport]:
    place, report = tmp_path / "c.wacz", SourceReport()
    place.write_bytes(raw)
    found = [(o.url, o.source, o.offset) for o in observations(str(place), name="c.wacz", report=report)]
    return found, report


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_each_archive_inside_is_read_with_its_own_offsets(method: int, tmp_path: Path) -> None:
    found, report = read(
        collection(
            ("datapackage.json", b"{}", zipfile.ZIP_DEFLATED),
            ("archive/one.warc.gz", ONE, method),
            ("archive/two.warc", TWO + TWO, method),
            ("indexes/index.cdx.gz", b"x", method),
        ),
        tmp_path,
    )
    assert found == [
        ("https://a.example/robots.txt", "c.wacz/archive/one.warc.gz", len(packed(record("warcinfo", block=b"x")))),
        ("https://b.example/robots.txt", "c.wacz/archive/two.warc", 0),
        ("https://b.example/robots.txt", "c.wacz/archive/two.warc", len(TWO)),
    ]
    assert (report.records, report.skipped, report.problem_counts) == (4, {"warcinfo": 1}, {})


def test_an_address_of_another_store_is_opened() -> None:
    import fsspec

    with fsspec.open("memory://agister/c.wacz", "wb") as out:
        out.write(collection(("archive/two.warc", TWO, zipfile.ZIP_STORED)))
    assert len(list(observations("memory://agister/c.wacz", name="c.wacz"))) == 1


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_damage_inside_is_counted(method: int, tmp_path: Path) -> None:
    raw = bytearray(
        collection(
            ("archive/none.warc", b"", method),
            ("archive/one.warc.gz", ONE + ONE, method),
            ("archive/two.warc", TWO, method),
        )
    )
    at = raw.find(b"archive/one.warc.gz") + 80
    raw[at : at + 20] = bytes(20)
    found, report = read(bytes(raw), tmp_path)
    assert found[-1] == ("https://b.example/robots.txt", "c.wacz/archive/two.warc", 0)
    assert report.problem_counts["warc-no-record"] == 1
    assert {"warc-damaged", "wacz-entry"} & set(report.problem_counts)


def test_an_entry_that_cannot_be_opened_is_counted(tmp_path: Path) -> None:
    raw = bytearray(
        collection(("archive/one.warc.gz", ONE, zipfile.ZIP_STORED), ("archive/two.warc", TWO, zipfile.ZIP_STORED))
    )
    # Bit 0 of the flags in the directory: encrypted.
    raw[raw.find(b"PK\x01\x02") + 8] |= 1
    found, report = read(bytes(raw), tmp_path)
    assert found == [("https://b.example/robots.txt", "c.wacz/archive/two.warc", 0)]
    assert [(p.kind, p.place) for p in report.problems] == [("wacz-entry", "c.wacz/archive/one.warc.gz")]


def test_what_is_no_collection_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"c\.wacz cannot be opened as WACZ: File is not a zip file"):
        read(b"PK", tmp_path)
    with pytest.raises(InputError, match=r"none\.wacz cannot be opened as WACZ"):
        list(observations(str(tmp_path / "none.wacz"), name="none.wacz"))
    with pytest.raises(NoRecord, match=r"c\.wacz holds no WARC record in archive/: is it a WACZ file"):
        read(collection(("readme.txt", b"x", zipfile.ZIP_STORED)), tmp_path)
