from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from agister.errors import StatementIndexError, UsageError
from agister.rights import Outcome, Usage
from agister.screening.policy import HeldLicence, ScreeningPolicy
from agister.screening.trace import offers_of, problems_of, trace
from tests.indexes import BLOCKED, OPEN, OUTCOMES, PARTLY, SITES, URLS, day, index_of, moved, seen

POLICY = ScreeningPolicy(name="test", usage=Usage.TRAIN_AI, tokens=("gptbot",), reading="strict")
WWW = ScreeningPolicy(name="test", usage=Usage.TRAIN_AI, tokens=("gptbot",), reading="strict", siblings=("www",))


def test_the_same_outcomes_as_screening(tmp_path: Path) -> None:
    index = index_of(tmp_path / "idx", SITES)
    for url, outcome in zip(URLS, OUTCOMES, strict=True):
        if url is not None and "://" in url:
            assert trace(url, index=index, policy=POLICY).outcome.value == outcome, url
        else:
            with pytest.raises(
                UsageError, match="is not an http or https URL: screening calls such a row `unreadable`"
            ):
                trace(url or "", index=index, policy=POLICY)


def test_back_to_the_bytes(tmp_path: Path) -> None:
    index = index_of(
        tmp_path / "idx",
        [seen("https://a.example/robots.txt", BLOCKED, at="2031-01-10", source="a.warc.gz", offset=18340)],
    )
    found = trace("https://a.example/x", index=index, policy=POLICY)
    assert found.decision.because is not None
    assert (found.decision.because.place, found.decision.because.quote) == ("line 2", "Disallow: /")
    assert found.statement == 0
    assert found.evidence is not None
    assert (found.evidence.url, found.evidence.when) == ("https://a.example/robots.txt", day("2031-01-10"))
    assert (found.evidence.source, found.evidence.offset, found.evidence.what) == ("a.warc.gz", 18340, "200")
    assert found.evidence.digest == "sha256:" + __import__("hashlib").sha256(BLOCKED).hexdigest()
    assert found.answered_by == "https://a.example"


def test_what_was_looked_at_and_what_was_not(tmp_path: Path) -> None:
    index = index_of(tmp_path / "idx", SITES)
    found = trace("https://absent.example/x", index=index, policy=POLICY)
    assert (found.outcome, [s.what for s in found.seen]) == (Outcome.UNKNOWN, ["404: nothing said"])
    assert "/.well-known/tdmrep.json" in found.looked_for
    assert "/robots.txt" not in found.looked_for
    assert found.law_on_unknown
    never = trace("https://nowhere.example/x", index=index, policy=POLICY)
    assert (never.outcome, never.seen, never.decision.protocol) == (Outcome.UNCHECKED, (), None)


def test_a_later_failure_is_told_and_does_not_count(tmp_path: Path) -> None:
    url = "https://a.example/robots.txt"
    index = index_of(tmp_path / "idx", [seen(url, BLOCKED, at="2031-01-01"), seen(url, error="dns", at="2031-01-05")])
    found = trace("https://a.example/x", index=index, policy=POLICY)
    assert found.outcome is Outcome.RESERVED
    assert found.seen[0].later_failure == day("2031-01-05")
    assert trace("https://a.example/x", index=index, policy=POLICY, as_of="2031-01-03").seen[0].later_failure is None


def test_redirects_are_told(tmp_path: Path) -> None:
    index = index_of(
        tmp_path / "idx",
        [
            moved("https://a.example/robots.txt", "https://b.example/robots.txt"),
            seen("https://b.example/robots.txt", BLOCKED),
            moved("https://c.example/robots.txt", "https://d.example/robots.txt"),
        ],
    )
    followed = trace("https://a.example/x", index=index, policy=POLICY)
    assert (followed.outcome, followed.seen[0].what) == (
        Outcome.RESERVED,
        "301: redirected to https://b.example/robots.txt",
    )
    assert followed.evidence == followed.seen[0]
    dark = trace("https://c.example/x", index=index, policy=POLICY)
    assert (dark.outcome, dark.statement, dark.seen[0].what) == (
        Outcome.UNREADABLE,
        None,
        "301: redirected to https://d.example/robots.txt, which was not observed",
    )


def test_what_a_redirected_file_links_to_is_heard(tmp_path: Path) -> None:
    licence = (
        b'<rsl xmlns="https://rslstandard.org/rsl"><content url="https://a.example/"><license><prohibits type="usage">'
        b"ai-train</prohibits></license></content></rsl>"
    )
    index = index_of(
        tmp_path,
        [
            moved("https://a.example/robots.txt", "https://b.example/robots.txt"),
            seen("https://b.example/robots.txt", b"License: https://c.example/l.xml\n" + OPEN),
            moved("https://c.example/l.xml", "https://d.example/l.xml"),
            seen("https://d.example/l.xml", licence),
        ],
    )
    found = trace("https://a.example/x", index=index, policy=POLICY)
    assert (found.outcome, found.decision.protocol) == (Outcome.RESERVED, "rsl")
    assert found.evidence is not None
    assert found.evidence.url == "https://d.example/l.xml"


def test_licence_and_exception(tmp_path: Path) -> None:
    index = index_of(tmp_path / "idx", SITES)
    held = HeldLicence(origins=("https://blocked.example",), reference="contract 7")
    licensed = ScreeningPolicy(name="t", usage=Usage.TRAIN_AI, tokens=("gptbot",), licences=(held,))
    found = trace("https://blocked.example/x", index=index, policy=licensed)
    assert (found.outcome, found.decision.outcome, found.licence) == (Outcome.LICENSED, Outcome.RESERVED, held)
    research = trace("https://blocked.example/x", index=index, policy="eu-research")
    assert (research.outcome, research.law.applies) == (Outcome.EXCEPTED, True)


def test_siblings_decide_each_for_itself(tmp_path: Path) -> None:
    # Merged into one group, the longer `Allow` of one file would undo the `Disallow` of the other.
    index = index_of(
        tmp_path / "idx",
        [
            seen("https://a.example/robots.txt", BLOCKED),
            seen("https://www.www.a.example/robots.txt", b"User-agent: gptbot\nAllow: /art/\n"),
            seen("https://b.example/robots.txt", PARTLY),
        ],
    )
    found = trace("https://www.a.example/art/x", index=index, policy=WWW)
    assert (found.outcome, found.answered_by) == (Outcome.RESERVED, "https://a.example")
    quiet = trace("https://www.b.example/x", index=index, policy=WWW)
    assert (quiet.outcome, quiet.answered_by) == (Outcome.UNKNOWN, "https://b.example")
    assert trace("https://www.b.example/x", index=index, policy=POLICY).outcome is Outcome.UNCHECKED


def test_a_sibling_with_a_statement_is_named_before_one_that_leads_into_the_dark(tmp_path: Path) -> None:
    index = index_of(
        tmp_path / "idx",
        [
            moved("https://a.example/robots.txt", "https://unseen.example/robots.txt"),
            seen("http://www.a.example/robots.txt", error="timeout"),
        ],
    )
    both = replace(WWW, siblings=("www", "scheme"))
    found = trace("https://www.a.example/x", index=index, policy=both)
    assert (found.outcome, found.answered_by, found.statement) == (Outcome.UNREADABLE, "http://www.a.example", 0)


def test_a_sibling_is_silent_where_the_origin_was_observed(tmp_path: Path) -> None:
    index = index_of(
        tmp_path / "idx",
        [
            seen("https://a.example/robots.txt", BLOCKED, at="2031-01-01"),
            seen("https://www.a.example/robots.txt", OPEN, at="2031-01-05"),
        ],
    )
    assert trace("https://www.a.example/x", index=index, policy=WWW).outcome is Outcome.UNKNOWN
    assert trace("https://www.a.example/x", index=index, policy=WWW, as_of="2031-01-03").outcome is Outcome.UNCHECKED


def test_problems_and_offers(tmp_path: Path) -> None:
    index = index_of(
        tmp_path / "idx",
        [
            seen(
                "https://a.example/.well-known/tdmrep.json",
                b'[{"location": "/", "tdm-reservation": "1", "tdm-policy": "https://a.example/p.json"}]',
            )
        ],
    )
    found = trace("https://a.example/x", index=index, policy=POLICY)
    assert [protocol for protocol, _, _ in problems_of(found)] == ["tdmrep"]
    assert [s.offer.url for s in offers_of(found) if s.offer] == ["https://a.example/p.json"]


def test_an_index_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(StatementIndexError):
        trace("https://a.example/", index=tmp_path, policy=POLICY)


def test_a_url_that_redirects_is_decided_at_the_stricter_end(tmp_path: Path) -> None:
    index = index_of(
        tmp_path / "idx",
        [
            seen("https://a.example/robots.txt", PARTLY),
            moved("https://a.example/x", "https://a.example/y"),
            moved("https://a.example/y", "https://b.example/z"),
            moved("https://a.example/art/1", "https://c.example/1"),
            moved("https://a.example/dark", "https://unseen.example/1"),
            seen("https://b.example/robots.txt", BLOCKED),
            seen("https://c.example/robots.txt", OPEN),
        ],
    )
    led = trace("https://a.example/x", index=index, policy=POLICY)
    assert (led.outcome, led.decision.protocol, led.decision.asset.url) == (
        Outcome.RESERVED,
        "robots_txt",
        "https://a.example/x",
    )
    assert (led.redirected_to, led.answered_by) == ("https://b.example/z", "https://b.example/z")
    assert led.evidence is not None
    assert led.evidence.url == "https://b.example/robots.txt"
    assert [(s.url, s.what) for s in led.seen] == [
        ("https://a.example/robots.txt", "200"),
        ("https://a.example/x", "301: redirected to https://a.example/y, which was not observed"),
        ("https://b.example/robots.txt", "200"),
    ]
    stayed = trace("https://a.example/art/1", index=index, policy=POLICY)
    assert (stayed.outcome, stayed.redirected_to, stayed.answered_by) == (
        Outcome.RESERVED,
        "https://c.example/1",
        "https://a.example",
    )
    dark = trace("https://a.example/dark", index=index, policy=POLICY)
    assert (dark.outcome, dark.redirected_to, dark.answered_by) == (
        Outcome.UNKNOWN,
        "https://unseen.example/1",
        "https://a.example",
    )
    assert "/.well-known/tdmrep.json" in dark.looked_for
    straight = trace("https://b.example/z", index=index, policy=POLICY)
    assert (straight.outcome, straight.redirected_to) == (Outcome.RESERVED, None)
