from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path

import pytest

from agister.errors import InputError
from agister.screening.inputs import IndexInputs, site_files
from tests.archives import answer, packed, record

LINE = json.dumps({"url": "https://b.example/robots.txt", "status": 404}).encode() + b"\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "deep").mkdir()
    (tmp_path / "a.warc.gz").write_bytes(packed(record(block=answer(b"User-agent: *\n"))))
    (tmp_path / "deep/b.jsonl").write_bytes(LINE)
    (tmp_path / "read.me").write_text("")
    return tmp_path


def test_a_folder_of_archives_and_tables(folder: Path) -> None:
    inputs = IndexInputs([str(folder)])
    stages: list[tuple[str, int]] = []
    found = [(o.url, o.status) for o in inputs.observations(lambda name, number: stages.append((name, number)))]
    assert found == [("https://example.org/robots.txt", 200), ("https://b.example/robots.txt", 404)]
    assert stages == [("a.warc.gz", 0), ("b.jsonl", 1)]
    assert inputs.digests() == [
        ("a.warc.gz", "sha256:" + hashlib.sha256((folder / "a.warc.gz").read_bytes()).hexdigest()),
        ("b.jsonl", "sha256:" + hashlib.sha256(LINE).hexdigest()),
    ]


def test_archives_without_a_record_are_named_and_the_others_read(folder: Path) -> None:
    (folder / "none.warc.gz").write_bytes(b"")
    (folder / "old.arc").write_bytes(b"filedesc://old.arc 0.0.0.0 20310203101112 text/plain 9\n")
    inputs = IndexInputs([str(folder)])
    assert [o.url for o in inputs.observations()] == ["https://example.org/robots.txt", "https://b.example/robots.txt"]
    assert inputs.unread == [
        "none.warc.gz is empty: a WARC file holds at least one record",
        "old.arc is an ARC archive, the forerunner of WARC: convert it, for example with `warcio recompress OLD.arc.gz NEW.warc.gz`",
    ]
    assert inputs.report.problem_counts == {"warc-damaged": 1, "warc-no-record": 2}


def test_nothing_but_archives_without_a_record_is_refused(tmp_path: Path) -> None:
    for name in ("a.warc", "b.warc"):
        (tmp_path / name).write_bytes(b"")
    with pytest.raises(InputError, match=r"^b\.warc is empty"):
        list(IndexInputs([str(tmp_path)]).observations())


def test_a_collection_is_read_by_its_archives(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "c.wacz", "w") as out:
        out.writestr("archive/data.warc.gz", packed(record(block=answer(b"User-agent: *\n"))))
    expected = [("https://example.org/robots.txt", "c.wacz/archive/data.warc.gz", 0)]
    assert [(o.url, o.source, o.offset) for o in IndexInputs([str(tmp_path)]).observations()] == expected
    assert [(o.url, o.source, o.offset) for o in site_files(tmp_path / "c.wacz")] == expected


def refusal(address: Path) -> str:
    with pytest.raises(InputError) as raised:
        IndexInputs([str(address)])
    return str(raised.value).replace(str(address), "HERE")


def test_refused(folder: Path) -> None:
    assert refusal(folder / "no.warc") == "HERE does not exist"
    assert refusal(folder / "read.me").startswith("HERE: unknown kind of file; an index is built from .warc, .warc.gz")
    (folder / "empty").mkdir()
    assert refusal(folder / "empty") == (
        "HERE holds no WARC file and no observations table; for a site on disk use `agister check HERE`"
    )


def urls(path: Path, origin: str | None = None) -> list[tuple[str, bytes | None]]:
    return [(o.url, o.body) for o in site_files(path, origin)]


@pytest.mark.parametrize(
    ("name", "url"),
    [
        ("robots.txt", "/robots.txt"),
        ("ROBOTS.TXT", "/robots.txt"),
        ("tdmrep.json", "/.well-known/tdmrep.json"),
        ("ai.txt", "/ai.txt"),
        ("home.html", "/"),
    ],
)
def test_one_file_of_a_site(tmp_path: Path, name: str, url: str) -> None:
    (tmp_path / name).write_bytes(b"x")
    assert urls(tmp_path / name, "https://a.example/") == [("https://a.example" + url, b"x")]


def test_a_site_on_disk(tmp_path: Path) -> None:
    (tmp_path / "robots.txt").write_bytes(b"x")
    assert urls(tmp_path, "https://a.example") == [("https://a.example/robots.txt", b"x")]


def test_an_archive_and_a_table_of_a_site(folder: Path) -> None:
    assert urls(folder / "a.warc.gz") == [("https://example.org/robots.txt", b"User-agent: *\n")]
    assert urls(folder / "deep/b.jsonl") == [("https://b.example/robots.txt", None)]
