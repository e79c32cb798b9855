"""Laws of votes and of scope, with a naive second computation: counting is exact and monotone; silence never lets anybody off."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from agister.levy.charter.charter import Majority, PartyKind, VotingRule
from agister.levy.charter.counting import count_votes
from agister.levy.charter.revenue import GROUPS, RevenueDescription
from agister.levy.instrument_file import shipped_instruments
from agister.levy.scope import (
    AIModel,
    Answer,
    DeclaredDeployment,
    Modality,
    Scope,
    TrainingSummary,
    decide_scope,
    scope_terms,
)
from agister.levy.scope.deployed import CHANNELS, CONSIDERATION

ON = date(2027, 6, 1)
TERMS = scope_terms(shipped_instruments()["model-act"], ON)
SHARES = st.fractions(min_value=0, max_value=1, max_denominator=60)
RULES = st.builds(
    VotingRule,
    voters=st.sampled_from([(PartyKind.STATE,), (PartyKind.COMPANY,), (PartyKind.STATE, PartyKind.COMPANY)]),
    quorum=SHARES,
    majority=st.fractions(min_value=Fraction(1, 2), max_value=1, max_denominator=60),
    exceeds=st.booleans(),
    of=st.sampled_from(tuple(Majority)),
    voting_days=st.just(0),
    may_change=st.booleans(),
)
ROLLS = st.lists(
    st.tuples(st.sampled_from(["state", "company"]), st.sampled_from(["for", "against", "abstain", ""])), max_size=12
)


def _split(roll: list[tuple[str, str]]) -> tuple[dict[str, str], dict[str, str]]:
    entitled = {f"p{number}": kind for number, (kind, _) in enumerate(roll)}
    return entitled, {f"p{number}": vote for number, (_, vote) in enumerate(roll) if vote}


@given(RULES, ROLLS)
def test_a_count_equals_a_naive_one_in_whole_numbers(rule: VotingRule, roll: list[tuple[str, str]]) -> None:
    mine = [vote for kind, vote in roll if kind in rule.voters]
    ayes, noes, still = mine.count("for"), mine.count("against"), mine.count("abstain")
    whole = {"cast": ayes + noes, "present": ayes + noes + still, "entitled": len(mine)}[rule.of]
    left, right = ayes * rule.majority.denominator, rule.majority.numerator * whole
    enough = whole > 0 and (left > right if rule.exceeds else left >= right)
    quorum = len(mine) > 0 and (ayes + noes + still) * rule.quorum.denominator >= rule.quorum.numerator * len(mine)
    assert count_votes(rule, *_split(roll)).adopted is (quorum and enough)


@given(RULES, ROLLS, st.data())
def test_turning_a_vote_to_yes_never_defeats_what_was_adopted(
    rule: VotingRule, roll: list[tuple[str, str]], data: st.DataObject
) -> None:
    if not roll or not count_votes(rule, *_split(roll)).adopted:
        return
    at = data.draw(st.integers(0, len(roll) - 1))
    better = [*roll[:at], (roll[at][0], "for"), *roll[at + 1 :]]
    assert count_votes(rule, *_split(better)).adopted


@given(RULES, ROLLS)
def test_for_and_against_are_never_both_adopted(rule: VotingRule, roll: list[tuple[str, str]]) -> None:
    turned = {"for": "against", "against": "for"}
    mirror = [(kind, turned.get(vote, vote)) for kind, vote in roll]
    if rule.exceeds or rule.majority > Fraction(1, 2):
        assert not (count_votes(rule, *_split(roll)).adopted and count_votes(rule, *_split(mirror)).adopted)


TERRITORIES = st.sampled_from(["world", "EU", "EEA", "DE", "FR", "NO", "GB", "US", "US-CA", "US-NY"])
DESCRIPTIONS = st.builds(
    RevenueDescription,
    territory=TERRITORIES,
    group=st.sampled_from(["", "Acme", "ACME", "Bolt"]),
    channel=st.sampled_from(["", "app", "api"]),
)
#: Places fine enough that every territory above is a set of them.
PLACES = ("DE", "FR", "NO", "GB", "US-CA", "US-NY", "US-*", "JP")


def _covers(item: RevenueDescription, place: str, group: str, channel: str) -> bool:
    country = place.partition("-")[0]
    there = item.territory in ("world", place, country) or country in GROUPS.get(item.territory, frozenset())
    return there and item.group.lower() in ("", group) and item.channel in ("", channel)


@given(DESCRIPTIONS, DESCRIPTIONS)
def test_descriptions_overlap_exactly_where_one_euro_falls_under_both(
    one: RevenueDescription, other: RevenueDescription
) -> None:
    euros = [
        (place, group, channel)
        for place in PLACES
        for group in ("acme", "bolt", "else")
        for channel in ("app", "api", "licence")
    ]
    # The EU and the EEA have more members than the places listed here, and share them.
    both = any(_covers(one, *euro) and _covers(other, *euro) for euro in euros)
    assert one.overlaps(other) is both
    assert other.overlaps(one) is both


ANSWERS = st.sampled_from(tuple(Answer))
SUMMARIES = st.builds(
    TrainingSummary,
    link=st.just("x"),
    digest=st.just(""),
    day=st.just(date(2026, 1, 1)),
    sizes=st.lists(
        st.tuples(
            st.sampled_from([Modality.TEXT, Modality.OTHER]),
            st.sampled_from(["Less than 1 billion tokens", "More than 10 trillion tokens", "plenty"]),
        ),
        max_size=2,
    ).map(tuple),
    answers=st.fixed_dictionaries({"public_datasets": ANSWERS, "crawled": ANSWERS}),
)
MODELS = st.builds(
    AIModel,
    id=st.just("m"),
    name=st.just("M"),
    provider=st.just("P"),
    generative=ANSWERS,
    summary=st.none() | SUMMARIES,
)
DEPLOYMENTS = st.builds(
    DeclaredDeployment,
    id=st.just("d"),
    party=st.just("p"),
    product=st.just("Assistant"),
    models=st.just(("m",)),
    channel=st.sampled_from(CHANNELS),
    since=st.just(date(2027, 1, 1)),
    until=st.none(),
    consideration=st.fixed_dictionaries(dict.fromkeys(CONSIDERATION, ANSWERS)),
    group_named=st.booleans(),
)


@given(DEPLOYMENTS, MODELS, st.data())
def test_saying_less_never_lets_anybody_off(item: DeclaredDeployment, model: AIModel, data: st.DataObject) -> None:
    before = decide_scope(item, [model], TERMS, ON)
    silent_item, silent_model = item, model
    match data.draw(st.sampled_from(["consideration", "group", "generative", "summary", "answer"])):
        case "consideration":
            question = data.draw(st.sampled_from(tuple(CONSIDERATION)))
            silent_item = replace(item, consideration={**item.consideration, question: Answer.NOT_ANSWERED})
        case "group":
            silent_item = replace(item, group_named=False)
        case "generative":
            silent_model = replace(model, generative=Answer.NOT_ANSWERED)
        case "summary":
            silent_model = replace(model, summary=None)
        case _ if model.summary is not None:
            question = data.draw(st.sampled_from(["public_datasets", "crawled"]))
            answers = {**model.summary.answers, question: Answer.NOT_ANSWERED}
            silent_model = replace(model, summary=replace(model.summary, answers=answers))
    after = decide_scope(silent_item, [silent_model], TERMS, ON)
    if before.scope is not Scope.OUT_OF_SCOPE:
        assert after.scope is not Scope.OUT_OF_SCOPE


@given(DEPLOYMENTS, MODELS)
def test_every_outcome_has_its_findings_and_undetermined_says_what_is_missing(
    item: DeclaredDeployment, model: AIModel
) -> None:
    found = decide_scope(item, [model], TERMS, ON)
    assert found.reason
    assert all(finding.evidence and finding.law and finding.place for finding in found.findings)
    assert bool(found.missing) is (found.scope is Scope.UNDETERMINED)
