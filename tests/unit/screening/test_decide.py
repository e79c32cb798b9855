from __future__ import annotations

import itertools

import pytest

from agister.formats.url import parse
from agister.protocols import PROTOCOLS, Seen
from agister.rights import Asset, Outcome, Problem, Question, Statement, Usage
from agister.screening.decide import decide
from tests.indexes import BLOCKED, OPEN, TDM_RESERVED, seen

QUESTION = Question(usage=Usage.TRAIN_AI, tokens=("gptbot",))


def asset(path: str = "/a.jpg") -> Asset:
    found = parse("https://example.org" + path)
    assert found is not None
    return found


def said(path: str, body: bytes) -> list[Statement]:
    observation = Seen(seen("https://example.org" + path, body))
    return [s for protocol in PROTOCOLS for s in protocol.read(observation).statements]


#: What one carrier says, by the outcome it gives.
SPOKEN = {
    "reserved": said("/.well-known/tdmrep.json", TDM_RESERVED),
    "unreadable": said("/.well-known/tdmrep.json", b'{"tdm-reservation": 1'),
    "permitted": said("/trust.txt", b"datatrainingallowed=yes"),
    "unknown": said("/robots.txt", OPEN),
}


def test_nothing_said_is_unknown_and_never_looked_is_unchecked() -> None:
    for observed, outcome in ((True, Outcome.UNKNOWN), (False, Outcome.UNCHECKED)):
        decision = decide(asset(), [], QUESTION, observed=observed)
        assert (decision.outcome, decision.protocol, decision.because) == (outcome, None, None)
        assert [finding.protocol for finding in decision.findings] == [p.name for p in PROTOCOLS]


@pytest.mark.parametrize("one", SPOKEN)
def test_one_voice_decides(one: str) -> None:
    decision = decide(asset(), SPOKEN[one], QUESTION)
    assert decision.outcome.value == one
    assert (decision.because is None) is (one == "unknown")


ORDER = ["reserved", "unreadable", "permitted", "unknown"]


@pytest.mark.parametrize(
    ("strict", "lax"),
    [p for p in itertools.combinations(ORDER, 2) if p != ("reserved", "unreadable")],
)
def test_the_more_restrictive_of_two_counts(strict: str, lax: str) -> None:
    for spoken in (SPOKEN[strict] + SPOKEN[lax], SPOKEN[lax] + SPOKEN[strict]):
        assert decide(asset(), spoken, QUESTION).outcome.value == strict


def test_a_reservation_outweighs_what_cannot_be_read() -> None:
    spoken = said("/robots.txt", BLOCKED) + SPOKEN["unreadable"]
    decision = decide(asset(), spoken, QUESTION)
    assert (decision.outcome, decision.protocol) == (Outcome.RESERVED, "robots_txt")


def test_the_first_protocol_of_the_list_is_named() -> None:
    spoken = SPOKEN["reserved"] + said("/robots.txt", BLOCKED)
    assert decide(asset(), spoken, QUESTION).protocol == "robots_txt"
    tdmrep = next(p for p in PROTOCOLS if p.name == "tdmrep")
    others = tuple(p for p in PROTOCOLS if p is not tdmrep)
    assert decide(asset(), spoken, QUESTION, protocols=(tdmrep, *others)).protocol == "tdmrep"


def test_problems_travel_with_the_decision() -> None:
    problem = Problem(kind="k", place="p", message="m")
    assert decide(asset(), [], QUESTION, problems=[problem]).problems == (problem,)
    assert decide(asset(), SPOKEN["reserved"], QUESTION, problems=[problem]).problems == (problem,)
