"""The order itself is a vector for each pair in conformance/rights; here are its laws."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from agister.rights import BY_RANK, RANK, Outcome, lift, most_restrictive
from tests.strategies import outcomes


def test_words() -> None:
    assert [outcome.value for outcome in Outcome] == [
        "reserved", "permitted", "licensed", "excepted", "unknown", "unreadable", "unchecked",
    ]  # fmt: skip


def test_by_rank_inverts_rank() -> None:
    assert all(BY_RANK[rank] is outcome for outcome, rank in RANK.items())
    assert len(BY_RANK) == len(RANK)


def test_nothing_said_by_nobody_is_unknown() -> None:
    assert most_restrictive([]) is Outcome.UNKNOWN


@given(st.lists(outcomes), st.lists(outcomes))
def test_grouping_and_order_do_not_matter(left: list[Outcome], right: list[Outcome]) -> None:
    whole = most_restrictive([*left, *right])
    assert whole is most_restrictive([*right, *left])
    assert whole is most_restrictive([most_restrictive(left), most_restrictive(right)])


@given(st.lists(outcomes), outcomes)
def test_one_more_voice_never_loosens(said: list[Outcome], more: Outcome) -> None:
    assert RANK[most_restrictive([*said, more])] >= RANK[most_restrictive(said)]


@given(st.sampled_from(list(Outcome)), st.booleans(), st.booleans())
def test_only_what_is_reserved_can_be_lifted(outcome: Outcome, licence: bool, exception: bool) -> None:
    lifted = lift(outcome, licence_held=licence, exception_applies=exception)
    if outcome is not Outcome.RESERVED:
        assert lifted is outcome
    assert lift(lifted, licence_held=licence, exception_applies=exception) is lifted
