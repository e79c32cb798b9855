"""Laws of the two stages of combination, on statements that the protocols themselves read from generated sites."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from agister.protocols import PROTOCOLS, Seen
from agister.rights import (
    RANK,
    Asset,
    Observation,
    Outcome,
    Preference,
    Question,
    Reading,
    Scope,
    Standing,
    Statement,
    Usage,
)
from agister.screening.decide import decide
from tests.strategies import header_lines, paths, robots_bodies

ORIGIN = "https://example.org"

_TDM_RULES = st.lists(
    st.fixed_dictionaries(
        {
            "location": st.sampled_from(["/", "/art/*", "/*.jpg", "*", "/a"]),
            "tdm-reservation": st.sampled_from([0, 1, "1", None]),
        }
    ),
    max_size=4,
)
_TRUST = st.sampled_from(["", "datatrainingallowed=no", "datatrainingallowed=yes", "datatrainingallowed: no"])
_AI_TXT = st.sampled_from(["", "User-Agent: *\nDisallow: *.jpg\n", "User-Agent: *\nDisallow: /\nAllow: /art/\n"])
_PAGE = st.sampled_from(
    [
        "<p>nothing</p>",
        '<meta name="robots" content="noai, noimageai">',
        '<meta name="tdm-reservation" content="1">',
        '<meta name="tdm-reservation" content="0">',
        "<p>All rights reserved, text and data mining is reserved under Art. 4 Directive (EU) 2019/790.</p>",
    ]
)

questions = st.builds(
    Question,
    usage=st.sampled_from([usage for usage in Usage if usage is not Usage.CRAWL]),
    tokens=st.sampled_from([("gptbot",), ("gptbot", "ccbot"), ("examplebot",), ()]),
    reading=st.sampled_from([Reading.STRICT, Reading.LENIENT]),
    combine=st.sampled_from(["any", "all"]),
    intent=st.sampled_from(["unreadable", "reserve"]),
)


@st.composite
def sites(draw: st.DrawFn) -> tuple[Asset, list[Statement]]:
    """An asset of a site, and every statement that the site makes about it."""
    path = draw(paths.filter(lambda text: text.isascii() and " " not in text and "%" not in text and "$" not in text))
    lines = tuple(draw(st.lists(header_lines, max_size=3)))
    html = (("Content-Type", "text/html"), *lines)
    bodies: list[tuple[str, tuple[tuple[str, str], ...], bytes]] = [
        ("/robots.txt", (), draw(robots_bodies)),
        ("/.well-known/tdmrep.json", (), json.dumps(draw(_TDM_RULES)).encode()),
        ("/ai.txt", (), draw(_AI_TXT).encode()),
        ("/trust.txt", (), draw(_TRUST).encode()),
        (path, html, f"<html><head></head><body>{draw(_PAGE)}</body></html>".encode()),
    ]
    spoken: list[Statement] = []
    for place, headers, body in bodies:
        seen = Seen(Observation(url=ORIGIN + place, status=200, headers=headers, body=body))
        for protocol in PROTOCOLS:
            spoken += [s for s in protocol.read(seen).statements if s.scope is Scope.ORIGIN or place == path]
    return Asset(origin=ORIGIN, path=path), spoken


def _outcome(asset: Asset, spoken: Sequence[Statement], question: Question) -> Outcome:
    return decide(asset, spoken, question).outcome


@given(sites(), questions)
def test_the_order_of_protocols_does_not_change_the_outcome(
    site: tuple[Asset, list[Statement]], question: Question
) -> None:
    asset, spoken = site
    reverse = decide(asset, spoken, question, protocols=tuple(reversed(PROTOCOLS)))
    assert reverse.outcome is _outcome(asset, spoken, question)


@given(sites(), questions)
def test_protocols_may_be_read_in_any_interleaving(site: tuple[Asset, list[Statement]], question: Question) -> None:
    asset, spoken = site
    apart = sorted(spoken, key=lambda statement: statement.protocol)
    assert decide(asset, apart, question) == decide(asset, spoken, question)


@given(sites(), questions)
def test_saying_it_twice_changes_nothing(site: tuple[Asset, list[Statement]], question: Question) -> None:
    asset, spoken = site
    assert _outcome(asset, spoken + spoken, question) is _outcome(asset, spoken, question)


@given(sites(), questions, st.sampled_from([protocol.name for protocol in PROTOCOLS]))
def test_one_more_protocol_never_loosens(
    site: tuple[Asset, list[Statement]], question: Question, silenced: str
) -> None:
    asset, spoken = site
    without = _outcome(asset, [s for s in spoken if s.protocol != silenced], question)
    assert RANK[_outcome(asset, spoken, question)] >= RANK[without]


@given(sites(), questions, st.sampled_from([protocol.name for protocol in PROTOCOLS]))
def test_a_failure_never_loosens(site: tuple[Asset, list[Statement]], question: Question, failing: str) -> None:
    asset, spoken = site
    failure = Statement(
        protocol=failing, usage=Usage.ANY, preference=Preference.UNKNOWN, place="fetch", quote="timeout", standing=Standing.FAILED,
    )  # fmt: skip
    with_failure = RANK[_outcome(asset, [*spoken, failure], question)]
    assert with_failure >= max(RANK[_outcome(asset, spoken, question)], RANK[Outcome.UNREADABLE])


@given(sites(), questions)
def test_counting_intent_never_loosens(site: tuple[Asset, list[Statement]], question: Question) -> None:
    asset, spoken = site
    doubting = _outcome(asset, spoken, replace(question, intent="unreadable"))
    counting = _outcome(asset, spoken, replace(question, intent="reserve"))
    assert RANK[counting] >= RANK[doubting]


@given(sites(), questions)
def test_asking_for_more_hears_every_reservation_of_a_part(
    site: tuple[Asset, list[Statement]], question: Question
) -> None:
    asset, spoken = site
    generative = decide(asset, spoken, replace(question, usage=Usage.TRAIN_GENAI))
    if generative.outcome is Outcome.RESERVED:
        assert _outcome(asset, spoken, replace(question, usage=Usage.TRAIN_AI)) is Outcome.RESERVED


@given(sites(), questions)
def test_every_answer_carries_its_reason(site: tuple[Asset, list[Statement]], question: Question) -> None:
    asset, spoken = site
    decision = decide(asset, spoken, question)
    assert (decision.protocol is None) is (decision.outcome is Outcome.UNKNOWN)
    assert [finding.protocol for finding in decision.findings] == [protocol.name for protocol in PROTOCOLS]
    if decision.because is not None:
        assert decision.because.protocol == decision.protocol
        assert decision.because in spoken


def test_what_nobody_looked_at_is_unchecked() -> None:
    asset = Asset(origin=ORIGIN, path="/")
    decision = decide(asset, [], Question(usage=Usage.TRAIN_AI), observed=False)
    assert (decision.outcome, decision.protocol, decision.because) == (Outcome.UNCHECKED, None, None)
