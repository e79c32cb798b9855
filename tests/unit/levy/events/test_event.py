"""An entry against its kind."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from agister.errors import JournalError
from agister.ledger import JournalEntry
from agister.levy.chart import family, move
from agister.levy.events import EVENTS, check_event

GOOD = JournalEntry(
    key="R-1/remitted",
    kind="remitted",
    on=date(2031, 1, 1),
    subject="charge:C-1",
    by="ana",
    text="Let off.",
    facts={"party": "acme", "amount": 7, "reason": "flood"},
    postings=move("Loss:Remission", "Receivable:Levy:acme", 7, "EUR"),
)


def test_a_good_entry_passes() -> None:
    check_event(GOOD)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"kind": "forgotten"}, "is nothing that happens in a levy office"),
        ({"subject": "party:acme"}, "must be about charge:"),
        ({"facts": {"party": "acme", "amount": 7}}, "does not state 'reason'"),
        ({"facts": {**GOOD.facts, "mood": "good"}}, "states 'mood'"),
        ({"facts": {**GOOD.facts, "amount": "7"}}, "must be a whole number of minor units"),
        ({"facts": {**GOOD.facts, "amount": True}}, "must be a whole number of minor units"),
        ({"postings": move("Receivable:Levy:acme", "Loss:Remission", 7, "EUR")}, "may not debit Receivable:Levy:acme"),
        ({"postings": move("Loss:Remission", "Assessed:Levy:2031", 7, "EUR")}, "may not credit Assessed:Levy:2031"),
    ],
)
def test_what_its_kind_does_not_allow_is_refused(change: dict[str, object], message: str) -> None:
    with pytest.raises(JournalError, match=message):
        check_event(replace(GOOD, **change))  # type: ignore[arg-type]


def test_every_kind_moves_accounts_of_the_chart() -> None:
    names = {item.split(":")[0] for event in EVENTS.values() for item in (*event.debit, *event.credit)}
    assert names == {
        "Administration", "Assessed", "Bank", "Fund", "Held", "Loss", "Payable", "Pot", "Receivable", "Refund", "Reserve", "Suspense",
    }  # fmt: skip
    assert family("Receivable:Levy:acme").side == "claim"
