from __future__ import annotations

from pathlib import Path

from tests.commands import Agister, observations_table
from tests.indexes import BLOCKED, seen


def test_build(agister: Agister, place: Path, tmp_path: Path) -> None:
    said = agister("index", "build", tmp_path / "idx", place / "seen.jsonl", "--json")
    assert (said.status, said.err) == (0, "")
    found = said.object
    assert list(found) == [
        "observations",
        "origins",
        "documents",
        "statements",
        "protocols",
        "problems",
        "failures",
        "skipped",
        "source_problems",
        "unread_files",
    ]
    assert (found["observations"], found["origins"], found["failures"]) == (7, 7, {"timeout": 1})


def test_archives_without_a_record_are_named(agister: Agister, place: Path, tmp_path: Path) -> None:
    (tmp_path / "none.warc.gz").write_bytes(b"")
    words = "none.warc.gz is empty: a WARC file holds at least one record"
    said = agister("index", "build", tmp_path / "idx", place / "seen.jsonl", tmp_path / "none.warc.gz")
    assert said.status == 0
    assert said.out.endswith(f"files without a record, passed over\n  {words}\n")
    found = agister(
        "index", "build", tmp_path / "two", place / "seen.jsonl", tmp_path / "none.warc.gz", "--json"
    ).object
    assert (found["unread_files"], found["source_problems"]) == ([words], {"warc-no-record": 1})
    assert agister.refuses("index", "build", tmp_path / "three", tmp_path / "none.warc.gz") == words


def test_build_update_and_stats_in_words(agister: Agister, place: Path, tmp_path: Path) -> None:
    said = agister("index", "build", tmp_path / "idx", place / "seen.jsonl")
    assert said.out.startswith(f"{tmp_path / 'idx'}: ")
    assert "statements of 7 origins, from 7 observations in 1 files" in said.out
    newer = observations_table(tmp_path / "newer.jsonl", [seen("https://new.example/robots.txt", BLOCKED)])
    assert agister("index", "update", tmp_path / "idx", newer).status == 0
    stats = agister("index", "stats", tmp_path / "idx")
    assert ": 8 origins, " in stats.out
    found = agister("index", "stats", tmp_path / "idx", "--json").object
    assert (found["segments"], found["origins"], found["observations"]["/robots.txt"]) == (2, 8, 7)
    assert [name for name, _ in found["inputs"]] == ["seen.jsonl", "newer.jsonl"]
    assert stats.out.split("\n\n")[-2:] == [
        "built from\n" + "\n".join(f"  {name:<11}  {digest}" for name, digest in found["inputs"]),
        f"digest\n  {found['digest']}\n",
    ]


def test_diff(agister: Agister, place: Path, tmp_path: Path) -> None:
    newer = observations_table(tmp_path / "newer.jsonl", [seen("https://new.example/robots.txt", BLOCKED)])
    agister("index", "build", tmp_path / "new", newer)
    said = agister("index", "diff", place / "idx", tmp_path / "new")
    assert said.out.splitlines()[0] == "1 origins added, 7 removed, 0 say something else"
    assert "  added    https://new.example" in said.out
    assert agister("index", "diff", place / "idx", tmp_path / "new", "--json").object["added"] == [
        "https://new.example"
    ]


def test_refused(agister: Agister, place: Path, tmp_path: Path) -> None:
    seen_file = place / "seen.jsonl"
    assert agister.refuses("index", "build", place / "idx", seen_file).endswith(
        "is an index already: use `agister index update`, or remove it first"
    )
    assert agister.refuses("index", "update", tmp_path / "no", seen_file).endswith(
        "is not a statement index: build one with `agister index build`"
    )
    assert (
        agister.refuses("index", "build", tmp_path / "x", tmp_path / "no.warc")
        == f"{tmp_path / 'no.warc'} does not exist"
    )
    assert not (tmp_path / "x").exists()
