from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agister.protocols.precedence import answer, first_match, panels_of, resolve
from agister.protocols.protocol import NOTHING, ReadResult
from agister.protocols.seen import Seen
from agister.rights import (
    RANK,
    Asset,
    Outcome,
    Panel,
    PolicyKey,
    Preference,
    Question,
    Reading,
    Rule,
    Rulebook,
    Scope,
    Standing,
    Statement,
    Usage,
)
from tests.strategies import paths, rulebooks, statements

ASSET = Asset(origin="https://example.org", path="/art/1.jpg")
QUESTION = Question(usage=Usage.TRAIN_AI, tokens=("examplebot",))


def said(
    place: str, pattern: str = "", standing: Standing = Standing.SAID, reading: Reading = Reading.BOTH
) -> Statement:
    return Statement(
        protocol="sequence",
        usage=Usage.TDM,
        preference=Preference.DISALLOW,
        place=place,
        quote=place,
        scope=Scope.ORIGIN,
        pattern=pattern,
        standing=standing,
        reading=reading,
    )


@dataclass(frozen=True)
class InOrder:
    """A protocol whose statements count in source order: `disallow` reserves, `allow` permits."""

    name: str = "sequence"
    specification: str = "none"
    well_known: tuple[str, ...] = ("/sequence",)
    keys: tuple[PolicyKey, ...] = ()

    def read(self, seen: Seen) -> ReadResult:
        return NOTHING

    def order(self, statements: Sequence[Statement], question: Question) -> tuple[Panel, ...]:
        assert all(s.standing is Standing.SAID for s in statements)
        rules = tuple(
            Rule(s.pattern, Outcome.RESERVED if s.preference is Preference.DISALLOW else Outcome.PERMITTED, s)
            for s in statements
            if s.reading in (Reading.BOTH, question.reading)
        )
        return (Panel((Rulebook(rules),), why="the first counts"),) if rules else ()


PROTOCOL = InOrder()


def book(outcome: Outcome, pattern: str = "", statement: Statement | None = None) -> Rulebook:
    return Rulebook((Rule(pattern, outcome, statement),))


def test_first_match_is_the_first_whose_pattern_matches() -> None:
    rules = (
        Rule("/music/", Outcome.RESERVED, None),
        Rule("/ART/", Outcome.PERMITTED, None, True),
        Rule("", Outcome.UNKNOWN, None),
    )
    assert first_match(Rulebook(rules), "/art/1.jpg") is rules[1]
    assert first_match(Rulebook(rules), "/video/") is rules[2]
    assert first_match(Rulebook(rules[:2]), "/video/") is None


ANSWERS = [Outcome.UNKNOWN, Outcome.PERMITTED, Outcome.UNREADABLE, Outcome.RESERVED]


@pytest.mark.parametrize("left", ANSWERS)
@pytest.mark.parametrize("right", ANSWERS)
def test_panels_combine(left: Outcome, right: Outcome) -> None:
    books = (book(left), book(right))
    assert answer(Panel(books), "/x")[0] is max(left, right, key=RANK.__getitem__)
    assert answer(Panel(books, combine="all"), "/x")[0] is min(left, right, key=RANK.__getitem__)


def test_a_rulebook_that_says_nothing_keeps_all_from_reserving() -> None:
    books = (book(Outcome.RESERVED), book(Outcome.RESERVED, "/elsewhere"))
    assert answer(Panel(books, combine="all"), "/x")[0] is Outcome.UNKNOWN
    assert answer(Panel(books, combine="any"), "/x")[0] is Outcome.RESERVED


def test_the_first_rulebook_among_equals_is_named() -> None:
    one, two = said("line 1"), said("line 2")
    books = (book(Outcome.RESERVED, "", one), book(Outcome.RESERVED, "", two))
    assert answer(Panel(books), "/x") == (Outcome.RESERVED, one)
    assert answer(Panel(books, combine="all"), "/x") == (Outcome.RESERVED, one)


def test_an_empty_panel_says_nothing() -> None:
    assert answer(Panel(()), "/x") == (Outcome.UNKNOWN, None)


@pytest.mark.parametrize(
    ("guard", "expected"),
    [
        (book(Outcome.RESERVED, "/x"), Outcome.UNKNOWN),
        (book(Outcome.RESERVED, "/y"), Outcome.PERMITTED),
        (book(Outcome.UNKNOWN, "/x"), Outcome.PERMITTED),
        (None, Outcome.PERMITTED),
    ],
)
def test_a_guard_silences_what_may_not_be_crawled(guard: Rulebook | None, expected: Outcome) -> None:
    assert answer(Panel((book(Outcome.PERMITTED),), guard=guard), "/x")[0] is expected


@pytest.mark.parametrize(
    ("standing", "intent", "expected"),
    [
        (Standing.UNCLEAR, "unreadable", Outcome.UNREADABLE),
        (Standing.UNCLEAR, "reserve", Outcome.RESERVED),
        (Standing.FAILED, "unreadable", Outcome.UNREADABLE),
        (Standing.FAILED, "reserve", Outcome.UNREADABLE),
    ],
)
def test_what_failed_and_what_is_unclear(standing: Standing, intent: str, expected: Outcome) -> None:
    flawed = said("line 1", standing=standing)
    resolution = resolve(PROTOCOL, [flawed], ASSET, replace(QUESTION, intent=intent))
    assert (resolution.outcome, resolution.because) == (expected, flawed)


def test_an_unclear_statement_does_not_hide_a_clear_one_and_the_reverse() -> None:
    clear, unclear = said("line 1"), said("line 2", standing=Standing.UNCLEAR)
    resolution = resolve(PROTOCOL, [clear, unclear], ASSET, QUESTION)
    assert (resolution.outcome, resolution.because) == (Outcome.RESERVED, clear)
    allowing = replace(clear, preference=Preference.ALLOW)
    resolution = resolve(PROTOCOL, [allowing, unclear], ASSET, QUESTION)
    assert (resolution.outcome, resolution.because) == (Outcome.UNREADABLE, unclear)


def test_an_unclear_statement_keeps_its_pattern() -> None:
    unclear = said("line 1", "/music/", Standing.UNCLEAR)
    assert resolve(PROTOCOL, [unclear], ASSET, QUESTION).outcome is Outcome.UNKNOWN


@pytest.mark.parametrize(
    ("agents", "expected"),
    [
        ((), Outcome.UNREADABLE),
        (("*",), Outcome.UNREADABLE),
        (("onebot", "twobot"), Outcome.UNREADABLE),
        (("threebot",), Outcome.UNKNOWN),
    ],
)
def test_an_unclear_statement_for_other_agents_speaks_to_somebody_else(
    agents: tuple[str, ...], expected: Outcome
) -> None:
    unclear = replace(said("line 1", standing=Standing.UNCLEAR), agents=agents)
    assert resolve(PROTOCOL, [unclear], ASSET, replace(QUESTION, tokens=("OneBot",))).outcome is expected


def test_no_statement_gives_no_panel() -> None:
    assert panels_of(PROTOCOL, [], QUESTION) == ()
    resolution = resolve(PROTOCOL, [], ASSET, QUESTION)
    assert (resolution.outcome, resolution.because, resolution.not_counted) == (Outcome.UNKNOWN, None, ())


def test_everything_that_did_not_count_says_why() -> None:
    first, second = said("line 1", "/art/"), said("line 2")
    elsewhere, lenient = said("line 3", "/music/"), said("line 4", reading=Reading.LENIENT)
    resolution = resolve(PROTOCOL, [first, second, elsewhere, lenient], ASSET, QUESTION)
    assert resolution.because is first
    assert [(entry.statement.place, entry.why) for entry in resolution.not_counted] == [
        ("line 2", "the first counts"),
        ("line 3", "its pattern does not match this path"),
        ("line 4", "stands only in the lenient reading"),
    ]


def test_a_statement_that_permits_nothing_is_still_the_reason_for_unknown() -> None:
    shield = Rule("", Outcome.UNKNOWN, said("line 1"))

    class Shielded(InOrder):
        def order(self, statements: Sequence[Statement], question: Question) -> tuple[Panel, ...]:
            return (Panel((Rulebook((shield,)),)),)

    resolution = resolve(Shielded(), [], ASSET, QUESTION)
    assert (resolution.outcome, resolution.because) == (Outcome.UNKNOWN, shield.statement)


@given(st.lists(rulebooks, max_size=4), paths)
def test_order_of_rulebooks_does_not_change_the_outcome(books: list[Rulebook], path: str) -> None:
    for combine in ("any", "all"):
        there = answer(Panel(tuple(books), combine=combine), path)
        back = answer(Panel(tuple(reversed(books)), combine=combine), path)
        assert there[0] is back[0]


@given(st.lists(statements("sequence"), max_size=6), paths)
def test_every_statement_counts_or_says_why_not(spoken: list[Statement], path: str) -> None:
    resolution = resolve(PROTOCOL, spoken, Asset(origin="https://example.org", path=path), QUESTION)
    kept = [entry.statement for entry in resolution.not_counted]
    assert len(kept) + (resolution.because is not None) == len(spoken)
    assert all(entry.why for entry in resolution.not_counted)
    assert (resolution.because is None) <= (resolution.outcome is Outcome.UNKNOWN)


@given(st.lists(statements("sequence"), max_size=6), statements("sequence"), paths)
def test_what_could_not_be_read_never_loosens(spoken: list[Statement], one: Statement, path: str) -> None:
    asset = Asset(origin="https://example.org", path=path)
    before = resolve(PROTOCOL, spoken, asset, QUESTION).outcome
    after = resolve(PROTOCOL, [*spoken, replace(one, standing=Standing.FAILED)], asset, QUESTION).outcome
    assert RANK[after] >= RANK[before]
