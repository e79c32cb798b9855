from __future__ import annotations

from pathlib import Path

import pytest

from agister.errors import InputError
from agister.rights import Outcome, Usage
from agister.screening.policy import ScreeningPolicy
from agister.screening.site_check import ASKED, check, check_site
from tests.indexes import BLOCKED, TDM_RESERVED, seen

POLICY = ScreeningPolicy(name="test", usage=Usage.TRAIN_AI, tokens=("gptbot",), reading="strict")


def test_what_a_site_says_of_each_use() -> None:
    found = check_site(
        "made",
        [
            seen("https://a.example/robots.txt", BLOCKED),
            seen("https://a.example/trust.txt", b"datatrainingallowed=yes"),
            seen("https://a.example/ai.txt", b"", status=404),
            seen("https://a.example/.well-known/tdmrep.json", error="timeout"),
            seen("mailto:x@example.org"),
        ],
        policy=POLICY,
    )
    assert (found.subject, found.origin, found.policy) == ("made", "https://a.example", "test")
    assert [(f.url, f.what) for f in found.files] == [
        ("https://a.example/robots.txt", "read"),
        ("https://a.example/trust.txt", "read"),
        ("https://a.example/ai.txt", "404"),
        ("https://a.example/.well-known/tdmrep.json", "failed: timeout"),
    ]
    answers = dict(found.answers)
    assert tuple(answers) == ASKED
    assert (answers[Usage.TRAIN_AI].outcome, answers[Usage.TRAIN_AI].protocol) == (Outcome.RESERVED, "robots_txt")
    # The file that timed out may have said anything.
    assert (answers[Usage.SEARCH].outcome, answers[Usage.SEARCH].protocol) == (Outcome.UNREADABLE, "tdmrep")
    assert [(url, protocol, p.kind) for url, protocol, p in found.problems] == [
        ("https://a.example/.well-known/tdmrep.json", "fetch", "fetch-failed")
    ]
    assert found.contradictions[0].startswith("train-")
    assert any(
        text == "train-ai: robots_txt reserves (robots.txt line 2: Disallow: /), "
        "trust_txt permits (trust.txt line 1: datatrainingallowed=yes); the reservation counts"
        for text in found.contradictions
    )


def test_the_home_page_stands_for_the_site_and_others_do_not() -> None:
    noai = [("X-Robots-Tag", "noai")]
    for url, outcome in (("https://a.example/", Outcome.RESERVED), ("https://a.example/x", Outcome.UNKNOWN)):
        found = check_site("made", [seen(url, b"", headers=noai)], policy=POLICY)
        assert dict(found.answers)[Usage.TRAIN_AI].outcome is outcome
        assert len(found.statements) >= 1


def test_nothing_there() -> None:
    found = check_site("made", [], policy=POLICY)
    assert (found.files, found.statements, found.problems) == ((), [], [])
    assert {decision.outcome for _, decision in found.answers} == {Outcome.UNCHECKED}


def test_a_folder_and_a_file(tmp_path: Path) -> None:
    (tmp_path / ".well-known").mkdir()
    (tmp_path / ".well-known" / "tdmrep.json").write_bytes(TDM_RESERVED)
    for path in (tmp_path, tmp_path / ".well-known" / "tdmrep.json"):
        found = check(path, origin="https://a.example", policy=POLICY)
        assert found.origin == "https://a.example"
        decision = dict(found.answers)[Usage.TDM]
        assert (decision.outcome, decision.protocol) == (Outcome.RESERVED, "tdmrep")


def test_problems_are_told_with_their_file(tmp_path: Path) -> None:
    (tmp_path / "tdmrep.json").write_bytes(b"{")
    found = check(tmp_path / "tdmrep.json", origin="https://a.example")
    assert {(url, protocol) for url, protocol, _ in found.problems} == {
        ("https://a.example/.well-known/tdmrep.json", "tdmrep")
    }
    assert found.policy == "eu-commercial-training"


def test_a_path_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="does not exist"):
        check(tmp_path / "no")


def test_what_the_folder_did_not_give_away_stands_beside(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("Hello")
    (tmp_path / "vercel.json").write_text("{")
    found = check(tmp_path, origin="https://a.example", policy=POLICY)
    assert [(p.kind, p.place) for p in found.source_problems] == [("folder-bad-headers", "vercel.json")]
    assert found.problems == []
