from __future__ import annotations

from pathlib import Path

from agister.rights import Question, Reading, Usage
from agister.screening.documents import stored_documents, targets_of
from agister.stores.statement_index import StatementIndex
from tests.indexes import SITES, index_of, moved, seen

ROBOTS = b"User-agent: GPTBot\nDisallow: /a\n\nUser-agent: CCBot\nDisallow: /b\n\nUser-agent: *\nDisallow: /c\n"


def patterns(index: StatementIndex, *tokens: str, reading: Reading = Reading.STRICT) -> list[tuple[int, str]]:
    documents = stored_documents(index, Question(usage=Usage.TRAIN_AI, tokens=tokens, reading=reading))
    return [(number, s.pattern) for number, s in documents.statements(0) if s.protocol == "robots_txt"]


def test_groups_that_name_nobody_who_asks_are_left_out(tmp_path: Path) -> None:
    index = index_of(tmp_path / "idx", [seen("https://a.example/robots.txt", ROBOTS)])
    numbers = {s.pattern: number for number, s in index.statements_of(0) if s.protocol == "robots_txt"}
    assert patterns(index, "gptbot") == [(numbers["/a"], "/a"), (numbers["/c"], "/c")]
    assert patterns(index, "GPTBot", "ccbot") == [(numbers[p], p) for p in ("/a", "/b", "/c")]
    assert patterns(index) == [(numbers["/c"], "/c")]


def test_lines_of_the_other_reading_are_left_out(tmp_path: Path) -> None:
    index = index_of(tmp_path / "idx", [seen("https://a.example/robots.txt", b"User-agent: *\nDissallow: /a\n")])
    # In the strict reading the group has no rule: a marker says so.
    assert [p for _, p in patterns(index, "gptbot")] == [""]
    assert [p for _, p in patterns(index, "gptbot", reading=Reading.LENIENT)] == ["/a"]


def test_lines_of_other_groups_that_are_no_crawl_rules_stay(tmp_path: Path) -> None:
    body = b"User-agent: CCBot\nLicense: /l.xml\nContent-Signal: ai-train=no\nDissallow: /a\n"
    index = index_of(tmp_path / "idx", [seen("https://a.example/robots.txt", body)])
    documents = stored_documents(index, Question(usage=Usage.TRAIN_AI, tokens=("gptbot",)))
    held = {n for n, s in index.statements_of(0) if s.usage is not Usage.CRAWL}
    assert held
    assert {n for n, _ in documents.statements(0)} == held


def test_documents_are_numbered_as_in_the_index(tmp_path: Path) -> None:
    index = index_of(tmp_path / "idx", SITES[:3])
    index = index_of(tmp_path / "idx", SITES[3:], update=True)
    documents = stored_documents(index, Question(usage=Usage.TRAIN_AI, tokens=("gptbot",)))
    for number in range(7):
        held = {n: (s.place, s.standing) for n, s in index.statements_of(number)}
        found = {n: (s.place, s.standing) for n, s in documents.statements(number)}
        assert found.items() <= held.items()
    assert [documents.speaks_for_origin(number) for number in range(7)] == [True] * 5 + [False, True]


def test_many_are_loaded_at_once(tmp_path: Path) -> None:
    index = index_of(tmp_path / "idx", SITES)
    documents = stored_documents(index, Question(usage=Usage.TRAIN_AI, tokens=("gptbot",)))
    one_by_one = [list(documents.statements(number)) for number in range(7)]
    documents.load([6, 0, 3, 0])
    assert [list(documents.statements(number)) for number in range(7)] == one_by_one


def test_an_empty_index_has_no_documents(tmp_path: Path) -> None:
    index = index_of(tmp_path / "idx", [])
    assert stored_documents(index, Question(usage=Usage.TRAIN_AI)) is not None
    assert targets_of(index.table("observations"), index) == {}


def test_targets_are_where_redirects_and_links_lead(tmp_path: Path) -> None:
    index = index_of(
        tmp_path / "idx",
        [
            moved("https://a.example/robots.txt", "https://b.example/r"),
            seen("https://b.example/r", ROBOTS),
            seen("https://c.example/robots.txt", b"License: https://d.example/l.xml\n"),
            seen("https://d.example/l.xml", b"<rsl/>"),
            seen("https://e.example/robots.txt", ROBOTS),
        ],
    )
    assert sorted(targets_of(index.table("observations"), index)) == [
        ("https://b.example", "/r", ""),
        ("https://b.example", "/r", "/robots.txt"),
        ("https://d.example", "/l.xml", ""),
    ]
