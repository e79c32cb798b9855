"""Orders to the bank: what is due, once, in the right currency, prepared by one and released by another."""

from __future__ import annotations

from datetime import date

import pytest

from agister.errors import PaymentError, ProcedureError
from agister.levy.chart import move
from agister.levy.runs.bookings import book_paid, book_status
from agister.levy.runs.orders import payouts_due
from agister.levy.runs.payout import Standing
from agister.levy.runs.record import sharing_record
from tests.levy_runs import DIGEST, PAYEES, Desk, at_bank, rows

DAY = date(2032, 4, 1)


def shared_out(units: int = 10_000) -> Desk:
    desk = Desk()
    desk.money_in(units)
    desk.shared_out()
    return desk


def test_what_is_due_is_what_payees_are_entitled_to() -> None:
    assert {due.payout: due.units for due in payouts_due(shared_out().journal, DAY)} == {
        "2031/archive": 2111,
        "2031/encyclopedia": 2111,
        "2031/fund": 3167,
        "2031/maps": 2111,
    }


def test_nothing_is_due_before_the_run_stands_in_public() -> None:
    desk = Desk()
    desk.money_in(10_000)
    desk.proposed()
    desk.frozen()
    desk.approved()
    assert payouts_due(desk.journal, DAY) == ()
    payout = sharing_record(desk.journal).payout("2031/archive")
    with pytest.raises(PaymentError, match="which is approved: publish the run before it is paid"):
        desk.ordered(payments=[{"payout": payout.id, "units": payout.payable, "end_to_end": "x"}])


def test_what_is_ordered_is_not_due_until_the_bank_refuses_it() -> None:
    desk = shared_out()
    dues = desk.ordered()
    assert payouts_due(desk.journal, DAY) == ()
    refused = [{"end_to_end": dues[0].end_to_end, "status": "RJCT", "reason": "AC01"}]
    desk.book(
        book_status(desk.journal, order="O-1", status="PART", payments=refused, file_digest=DIGEST, on=DAY, by="eve")
    )
    (again,) = payouts_due(desk.journal, DAY)
    assert (again.payout, again.units) == (dues[0].payout, dues[0].units)
    assert again.end_to_end != dues[0].end_to_end


def test_a_payment_in_two_orders_is_refused() -> None:
    desk = shared_out()
    dues = desk.ordered()
    with pytest.raises(PaymentError, match="payout 2031/archive is in order O-1 already"):
        desk.ordered("O-2", dues)
    with pytest.raises(PaymentError, match="there is an order O-1 already"):
        desk.ordered("O-1", dues)
    with pytest.raises(PaymentError, match="stands twice in order O-2"):
        shared_out().ordered("O-2", (dues[0], dues[0]))


@pytest.mark.parametrize("released_by", ["ana", "Ana ", "ANA"])
def test_one_person_cannot_prepare_and_release(released_by: str) -> None:
    with pytest.raises(PaymentError, match="prepared order O-1: somebody else must release it"):
        shared_out().ordered(prepared_by="ana", released_by=released_by)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"units": 2112}, "EUR 21.11 are due, the order pays 2112"),
        ({"units": "2111"}, "EUR 21.11 are due, the order pays '2111'"),
        ({"end_to_end": "mine"}, "must carry the end-to-end identification 2031-archive-"),
    ],
)
def test_an_order_pays_just_what_is_due(change: dict[str, object], message: str) -> None:
    desk = shared_out()
    payments = rows(payouts_due(desk.journal, DAY))
    with pytest.raises(PaymentError, match=message):
        desk.ordered(payments=[payments[0] | change])


def test_other_orders_that_cannot_be() -> None:
    desk = shared_out()
    with pytest.raises(PaymentError, match="is in EUR, the order in USD"):
        desk.ordered(currency="USD")
    with pytest.raises(PaymentError, match="pays nobody"):
        desk.ordered(payments=[])
    with pytest.raises(ProcedureError, match="there is no payout '2031/nobody'"):
        desk.ordered(payments=[{"payout": "2031/nobody", "units": 1, "end_to_end": "x"}])
    with pytest.raises(PaymentError, match=r"maps cannot be paid now \(under review\): hold payout 2031/maps"):
        desk.ordered(payees=PAYEES | {"maps": Standing(hold="Suspended", reason="under review")})


def test_payees_that_cannot_be_paid_now_are_left_out() -> None:
    desk = shared_out()
    standing = PAYEES | {"maps": Standing(hold="Suspended")}
    assert "2031/maps" not in [due.payout for due in payouts_due(desk.journal, DAY, payees=standing)]


def test_less_than_the_least_adds_up_until_it_is_more_or_three_years_old() -> None:
    desk = shared_out()
    assert [due.payee for due in payouts_due(desk.journal, DAY, least=3000)] == ["fund"]
    assert len(payouts_due(desk.journal, date(2034, 12, 31), least=3000)) == 1
    assert len(payouts_due(desk.journal, date(2035, 1, 1), least=3000)) == 4
    desk.money_in(10_000, pot="2032", day="2032-05-01")
    desk.shared_out("2032", "2032")
    assert len(payouts_due(desk.journal, DAY, least=3000)) == 8


def test_refunds_and_other_offices_are_paid_through_orders_too() -> None:
    desk = shared_out()
    came = {
        "statement_digest": DIGEST,
        "bank_reference": "b",
        "amount": 70,
        "currency": "EUR",
        "value_day": "2032-01-01",
        "place": "1",
    }
    desk.book([desk._entry("received", "receipt:x", "2032-01-01", came, move("Bank:main", "Suspense", 70, "EUR"))])
    back = {"party": "acme", "amount": 70, "reason": "paid twice"}
    desk.book([desk._entry("refund_due", "receipt:x", "2032-01-02", back, move("Suspense", "Refund:acme", 70, "EUR"))])
    desk.money_in(500, pot="2032")
    sent = {"office": "land-b", "period": "2032", "amount": 500}
    desk.book(
        [
            desk._entry(
                "remittance_sent", "remittance:1", "2032-01-03", sent, move("Pot:2032", "Payable:land-b", 500, "EUR")
            )
        ]
    )
    dues = [
        due for due in payouts_due(desk.journal, DAY, payees=PAYEES, least=3000) if due.run in ("refund", "remittance")
    ]
    assert [(due.payout, due.units) for due in dues] == [("refund/acme", 70), ("remittance/land-b", 500)]
    desk.ordered(dues=tuple(dues), payees=PAYEES)
    desk.book(book_paid(desk.journal, payments=[at_bank(due) for due in dues], on=DAY, by="eve"))
    assert (desk.balance("Refund:acme"), desk.balance("Payable:land-b")) == (0, 0)
    assert [due for due in payouts_due(desk.journal, DAY) if due.run in ("refund", "remittance")] == []
