from __future__ import annotations

import hashlib
import json
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
