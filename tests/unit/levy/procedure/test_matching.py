"""A receipt is applied: both sides, splits, refusals."""

from __future__ import annotations

import pytest

from agister.errors import ProcedureError
from agister.levy.procedure.letting_off import write_off
from agister.levy.procedure.receipts import receipt
from tests.levy_acts import act
from tests.unit.levy.procedure.desk import VALUES, Desk, day


def _desk() -> Desk:
    desk = Desk()
    for party in ("acme", "bolt"):
        desk.register(party)
        desk.ask(party)
        desk.filed(1000, party)
    return desk


def test_claim_and_cash_move_together() -> None:
    desk = _desk()
    subject = desk.received("R-1", 100)
    (entry,) = desk.apply(subject, [("levy/acme/2027", 60)])
    assert [(item.account, item.units) for item in entry.postings] == [
        ("Suspense", 60),
        ("Receivable:Levy:acme", -60),
        ("Assessed:Levy:2027", 60),
        ("Pot:2027", -60),
    ]
    assert entry.facts["amount"] == 60
    assert desk.apply(subject, [("levy/acme/2027", 60)]) == (entry,)  # The same again is booked once.
    desk.apply(subject, [("levy/acme/2027", 40)], on="2028-10-01")
    assert receipt(desk.journal, subject).in_suspense == 0
    assert desk.charge().state == "cleared"


@pytest.mark.parametrize(
    ("applied", "party", "message"),
    [
        ([], "acme", "name charges"),
        ([("levy/acme/2027", 0)], "acme", "more than nothing"),
        ([("levy/acme/2027", 1), ("levy/acme/2027", 2)], "acme", "a charge stands twice"),
        ([("levy/acme/2030", 1)], "acme", "there is no charge 'levy/acme/2030'"),
        ([("levy/bolt/2027", 1)], "acme", "it is owed by bolt, not by acme"),
        ([("levy/acme/2027", 101)], "acme", r"EUR 1\.01 is more than the EUR 1\.00 that is left"),
        ([("levy/acme/2027", 100)], "acme", r"EUR 1\.00 cannot be applied, EUR 0\.90 of it lies in suspense"),
    ],
)
def test_refusals(applied: list[tuple[str, int]], party: str, message: str) -> None:
    desk = _desk()
    subject = desk.received("R-1", 90)
    with pytest.raises(ProcedureError, match=message):
        desk.apply(subject, applied, party=party)


def test_what_is_cleared_or_written_off_takes_no_more() -> None:
    desk = _desk()
    desk.pay(100)
    subject = desk.received("R-2", 100)
    with pytest.raises(ProcedureError, match="it is cleared; leave the money in suspense or pay it back"):
        desk.apply(subject, [("levy/acme/2027", 1)])
    desk.book(write_off(desk.journal, "levy/bolt/2027", 100, reason="gone", on=day("2028-12-01"), by="ana"))
    with pytest.raises(ProcedureError, match="it is written off"):
        desk.apply(subject, [("levy/bolt/2027", 1)], party="bolt", on="2028-12-02")


def test_currencies_do_not_add_up() -> None:
    desk = _desk()
    other = Desk(act("turnover", VALUES, "USD"))
    desk.instrument = other.instrument
    subject = desk.received("R-1", 90)
    with pytest.raises(ProcedureError, match="it is in EUR and the receipt in USD"):
        desk.apply(subject, [("levy/acme/2027", 90)])
