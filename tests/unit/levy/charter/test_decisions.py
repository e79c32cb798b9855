"""The life of a decision: every step, and every step out of its order."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from agister.errors import ProcedureError
from agister.ledger import MemoryJournal
from agister.levy.charter import decision
from tests.levy_governance import DIGEST, RULE, book, chartered, decided, with_parties

PROPOSAL = {
    "id": "D-1", "charter": "commons", "matter": "key", "proposal": "half each", "proposal_digest": DIGEST, "proposer": "a",
}  # fmt: skip
CONSULTED = {"charter": "commons", "decision": "D-1", "start": "2027-01-11", "end": "2027-02-09", "responses": "2"}
COUNT = {"charter": "commons", "decision": "D-1", "takes_effect": "2027-04-01"}


def _vote(voter: str, vote: str) -> dict[str, Any]:
    return {"charter": "commons", "decision": "D-1", "voter": voter, "vote": vote}


def _proposed() -> MemoryJournal:
    kept = with_parties(chartered(), "a", "b", "c")
    book(kept, "decision", PROPOSAL, "2027-01-10")
    return kept


def _consulted() -> MemoryJournal:
    kept = _proposed()
    book(kept, "consultation", CONSULTED, "2027-02-10")
    return kept


def test_from_proposal_to_effect() -> None:
    kept = _proposed()
    assert decision(kept, "D-1").state == "proposed"
    book(kept, "consultation", CONSULTED, "2027-02-10")
    assert decision(kept, "D-1").state == "consulted"
    book(kept, "vote", _vote("a", "for"), "2027-02-11")
    assert decision(kept, "D-1").state == "voting"
    book(kept, "vote", _vote("b", "for"), "2027-02-11")
    (entry,) = book(kept, "count", COUNT, "2027-02-24")
    assert entry.facts["entitled"] == 3
    assert entry.text.startswith("D-1 is adopted, with effect from 2027-04-01: 2 for, 0 against")
    found = decision(kept, "D-1")
    assert found.state == "adopted"
    assert not found.in_effect(date(2027, 3, 31))
    assert found.in_effect(date(2027, 4, 1))


def test_a_vote_may_be_replaced_until_the_count() -> None:
    kept = _consulted()
    book(kept, "vote", _vote("a", "for"), "2027-02-11")
    (entry,) = book(kept, "vote", _vote("a", "against"), "2027-02-12")
    assert entry.text == "a now votes against on D-1."
    assert decision(kept, "D-1").votes == {"a": "against"}


def test_a_charter_may_let_nobody_change_a_vote() -> None:
    kept = with_parties(chartered(voting={"other": {**RULE, "may_change": "no"}}), "a", "b", "c")
    book(kept, "decision", PROPOSAL, "2027-01-10")
    book(kept, "consultation", CONSULTED, "2027-02-10")
    book(kept, "vote", _vote("a", "for"), "2027-02-11")
    with pytest.raises(ProcedureError, match="a voted for on D-1 already, and the charter lets nobody change a vote"):
        book(kept, "vote", _vote("a", "against"), "2027-02-12")


def test_all_votes_are_in_before_the_time_is_over() -> None:
    kept = _consulted()
    for voter in ("a", "b", "c"):
        book(kept, "vote", _vote(voter, "for"), "2027-02-11")
    book(kept, "count", COUNT, "2027-02-12")
    assert decision(kept, "D-1").state == "adopted"


def test_a_party_that_left_before_the_count_is_not_counted() -> None:
    kept = _consulted()
    book(kept, "vote", _vote("a", "against"), "2027-02-11")
    book(kept, "vote", _vote("b", "for"), "2027-02-11")
    book(kept, "vote", _vote("c", "for"), "2027-02-11")
    book(kept, "withdrawal", {"charter": "commons", "party": "c", "until": "2027-06-01"}, "2027-02-12")
    (entry,) = book(kept, "count", {**COUNT, "takes_effect": "2027-07-01"}, "2027-06-02")
    assert (entry.facts["for"], entry.facts["against"], entry.facts["entitled"]) == (1, 1, 2)
    assert entry.facts["adopted"] is False


def test_only_states_vote_where_the_charter_says_so() -> None:
    kept = with_parties(chartered(voting={"other": {**RULE, "voters": ["state"]}}), "a")
    said = {"charter": "commons", "party": "x", "kind": "company", "name": "X", "since": "2027-01-02"}
    book(kept, "accession", said, "2027-01-02")
    book(kept, "decision", PROPOSAL, "2027-01-10")
    book(kept, "consultation", CONSULTED, "2027-02-10")
    with pytest.raises(ProcedureError, match="x is a company; on the matter key only state parties vote"):
        book(kept, "vote", _vote("x", "for"), "2027-02-11")


@pytest.mark.parametrize(
    ("schema", "said", "on", "reason"),
    [
        ("decision", PROPOSAL, "2027-01-11", "decision D-1 was proposed already"),
        (
            "decision",
            {**PROPOSAL, "id": "D-2", "proposer": "z"},
            "2027-01-11",
            "z is no party of commons on 2027-01-11",
        ),
        ("consultation", {**CONSULTED, "decision": "D-9"}, "2027-02-10", "decision D-9 was never proposed"),
        ("consultation", {**CONSULTED, "start": "2027-01-09"}, "2027-02-10", "before it was proposed"),
        (
            "consultation",
            {**CONSULTED, "end": "2027-02-08"},
            "2027-02-10",
            "lasted 29 days; charter commons asks for 30",
        ),
        ("consultation", CONSULTED, "2027-02-09", "runs until 2027-02-09"),
        ("vote", _vote("a", "for"), "2027-02-11", "its consultation is not over"),
        ("count", COUNT, "2027-02-24", "its consultation is not recorded"),
    ],
)
def test_what_a_proposal_does_not_allow(schema: str, said: dict[str, Any], on: str, reason: str) -> None:
    kept = _proposed()
    before = kept.head()
    with pytest.raises(ProcedureError, match=reason):
        book(kept, schema, said, on)
    assert kept.head() == before


@pytest.mark.parametrize(
    ("schema", "said", "on", "reason"),
    [
        ("consultation", CONSULTED, "2027-02-11", "was consulted on already"),
        ("vote", _vote("z", "for"), "2027-02-11", "z is no party of commons"),
        ("vote", _vote("a", "for"), "2027-02-09", "its consultation is not over"),
        ("count", COUNT, "2027-02-23", "before the votes close on 2027-02-23: a, b, c may still vote"),
        ("count", {**COUNT, "takes_effect": "2027-02-23"}, "2027-02-24", "cannot take effect on 2027-02-23, before it is taken"),
    ],
)  # fmt: skip
def test_what_a_consulted_proposal_does_not_allow(schema: str, said: dict[str, Any], on: str, reason: str) -> None:
    kept = _consulted()
    with pytest.raises(ProcedureError, match=reason):
        book(kept, schema, said, on)


@pytest.mark.parametrize(("schema", "said"), [("vote", _vote("a", "for")), ("count", COUNT)])
def test_nothing_follows_the_count(schema: str, said: dict[str, Any]) -> None:
    kept = decided(with_parties(chartered(), "a", "b"), "D-1", DIGEST, {"a": "for", "b": "for"})
    with pytest.raises(ProcedureError, match=r"was taken on 2027-03-01 already \(adopted\): propose a new one"):
        book(kept, schema, said, "2027-03-02")
