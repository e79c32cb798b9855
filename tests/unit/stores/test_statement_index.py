from __future__ import annotations

import json
from pathlib import Path

import pytest

from agister.errors import StatementIndexError
from agister.rights import Preference, Usage
from agister.stores.statement_index import StatementIndex
from tests.indexes import SITES, index_of, seen


def refusal(path: Path) -> str:
    with pytest.raises(StatementIndexError) as raised:
        StatementIndex(path)
    message = str(raised.value)
    assert "\n" not in message, "one line"
    return message.replace(str(path), "IDX")


def changed(path: Path, **changes: object) -> None:
    entry = path / "index.json"
    entry.write_text(json.dumps(json.loads(entry.read_text()) | changes))


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    assert refusal(tmp_path / "no") == "IDX is not a statement index: build one with `agister index build`"


def test_a_folder_that_is_no_index(tmp_path: Path) -> None:
    assert refusal(tmp_path) == "IDX is not a statement index: it has no index.json"


def test_an_index_of_another_version(tmp_path: Path) -> None:
    index_of(tmp_path, SITES)
    changed(tmp_path, format=7)
    assert refusal(tmp_path) == (
        "IDX is an index of format 7, this version of agister reads format 1: "
        "build it again from its inputs (listed in its index.json)"
    )


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", '{"format": 1}', '{"format": 1, "segments": [1], "code_version": "1"}']
)
def test_a_damaged_entry(tmp_path: Path, text: str) -> None:
    (tmp_path / "index.json").write_text(text)
    message = refusal(tmp_path)
    assert message.startswith("IDX/index.json is damaged (")
    assert message.endswith("): build the index again")


def test_an_entry_that_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "index.json").write_bytes(b"\xff\xfe\x00")
    assert refusal(tmp_path).startswith("IDX/index.json is damaged (")


def test_a_missing_file(tmp_path: Path) -> None:
    index_of(tmp_path, SITES)
    (tmp_path / "segment-0000" / "statements.parquet").unlink()
    assert refusal(tmp_path) == "IDX lacks segment-0000/statements.parquet: build the index again"


def test_a_damaged_table(tmp_path: Path) -> None:
    index_of(tmp_path, SITES)
    (tmp_path / "segment-0000" / "statements.parquet").write_bytes(b"PAR1 half")
    with pytest.raises(StatementIndexError, match=r"segment-0000/statements\.parquet.*build the index again"):
        StatementIndex(tmp_path).table("statements")


def test_a_statement_by_its_number(tmp_path: Path) -> None:
    index = index_of(tmp_path, SITES)
    found = [index.statement(number) for number in range(index.segments[0].statements)]
    assert [held[0] for held in found if held] == sorted(held[0] for held in found if held)
    first = found[0]
    assert first is not None
    assert (first[1].usage, first[1].preference, first[1].quote) == (
        Usage.CRAWL,
        Preference.DISALLOW,
        "Disallow: /",
    )
    assert index.statement(len(found)) is None
    assert index.statement(-1) is None


def test_documents_without_statements(tmp_path: Path) -> None:
    index = index_of(tmp_path, [seen("https://a.example/robots.txt", b"", status=404)])
    assert index.statements_of(0) == []
    assert index.statements_of(9) == []


def test_the_digest_names_the_content(tmp_path: Path) -> None:
    same = [index_of(tmp_path / name, SITES).digest for name in ("a", "b")]
    other = index_of(tmp_path / "c", SITES[:2])
    assert same[0] == same[1] != other.digest
    before = other.digest
    assert index_of(tmp_path / "c", SITES[2:], update=True).digest != before
