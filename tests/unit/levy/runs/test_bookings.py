"""What the bank says is booked once, for a payment that was ordered, with its amount; everything else is refused."""

from __future__ import annotations

from datetime import date

import pytest

from agister.errors import PaymentError
from agister.levy.runs.bookings import book_order_paid, book_paid, book_returned, book_status
from agister.levy.runs.orders import Due, payouts_due
from agister.levy.runs.record import sharing_record
from tests.levy_runs import DIGEST, Desk, at_bank

DAY = date(2032, 4, 3)


def ordered() -> tuple[Desk, tuple[Due, ...]]:
    desk = Desk()
    desk.money_in(10_000)
    desk.shared_out()
    return desk, desk.ordered()


def status(desk: Desk, word: str, *rows: dict[str, str], digest: str = DIGEST) -> None:
    desk.book(book_status(desk.journal, order="O-1", status=word, payments=rows, file_digest=digest, on=DAY, by="eve"))


def test_a_payment_that_the_bank_booked_is_paid() -> None:
    desk, dues = ordered()
    (entry,) = desk.book(book_paid(desk.journal, payments=[at_bank(dues[0])], on=DAY, by="eve"))
    assert (entry.subject, entry.facts["order"], desk.balance("Payable:archive")) == ("payout:2031/archive", "O-1", 0)
    payout = sharing_record(desk.journal).payout("2031/archive")
    assert (payout.paid, payout.payable, payout.ordered) == (2111, 0, None)


def test_the_same_statement_twice_books_once() -> None:
    desk, dues = ordered()
    payments = [at_bank(due) for due in dues]
    desk.book(book_paid(desk.journal, payments=payments, on=DAY, by="eve"))
    head = desk.journal.head()
    desk.book(book_paid(desk.journal, payments=payments, on=DAY, by="somebody else"))
    assert desk.journal.head() == head
    assert desk.balance("Bank:main") == -500


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"units": 2110}, "was ordered with EUR 21.11 and booked with EUR 21.10"),
        ({"currency": "USD"}, "was ordered in EUR and booked in USD"),
        ({"end_to_end": "NOTPROVIDED"}, "no order of this office names a payment 'NOTPROVIDED'"),
    ],
)
def test_what_was_not_ordered_so_is_refused(change: dict[str, object], message: str) -> None:
    desk, dues = ordered()
    with pytest.raises(PaymentError, match=message):
        book_paid(desk.journal, payments=[at_bank(dues[0], **change)], on=DAY, by="eve")


def test_a_second_booking_under_another_reference_is_refused() -> None:
    desk, dues = ordered()
    desk.book(book_paid(desk.journal, payments=[at_bank(dues[0])], on=DAY, by="eve"))
    with pytest.raises(PaymentError, match="it cannot be paid twice"):
        book_paid(desk.journal, payments=[at_bank(dues[0], "B-2")], on=DAY, by="eve")


def test_a_whole_order_booked_as_one_amount() -> None:
    desk, dues = ordered()
    status(desk, "PART", {"end_to_end": dues[0].end_to_end, "status": "RJCT", "reason": "AC01"})
    one = {"bank_reference": "B-9", "value_day": DAY, "statement_digest": DIGEST, "on": DAY, "by": "eve"}
    with pytest.raises(PaymentError, match=r"booked EUR 95\.00 for order O-1, of which EUR 73\.89 are open"):
        book_order_paid(desk.journal, order="O-1", units=9500, **one)  # type: ignore[arg-type]
    for _ in range(2):
        entries = book_order_paid(desk.journal, order="O-1", units=7389, **one)  # type: ignore[arg-type]
        assert len(desk.book(entries)) == 3
    assert [due.payout for due in payouts_due(desk.journal, DAY)] == ["2031/archive"]
    assert desk.balance("Bank:main") == -10_000 + 7389


def test_a_refused_order_is_due_again_as_a_whole() -> None:
    desk, dues = ordered()
    status(desk, "ACSP")
    assert payouts_due(desk.journal, DAY) == ()
    status(desk, "RJCT", digest="sha256:" + "e" * 64)
    assert [due.payout for due in payouts_due(desk.journal, DAY)] == [due.payout for due in dues]
    with pytest.raises(PaymentError, match="was refused by the bank before, and is booked now"):
        book_paid(desk.journal, payments=[at_bank(dues[0])], on=DAY, by="eve")


def test_statuses_that_cannot_be() -> None:
    desk, dues = ordered()
    with pytest.raises(PaymentError, match="which is not in order O-1"):
        status(desk, "PART", {"end_to_end": "x", "status": "RJCT", "reason": ""})
    with pytest.raises(PaymentError, match="there is no order 'O-7'; there are: O-1"):
        book_status(desk.journal, order="O-7", status="ACSC", payments=[], file_digest=DIGEST, on=DAY, by="eve")
    desk.book(book_paid(desk.journal, payments=[at_bank(dues[0])], on=DAY, by="eve"))
    with pytest.raises(PaymentError, match="which it booked as paid: book it as returned"):
        status(desk, "PART", {"end_to_end": dues[0].end_to_end, "status": "RJCT", "reason": "AC04"})


def test_what_comes_back_is_payable_again() -> None:
    desk, dues = ordered()
    with pytest.raises(PaymentError, match=r"EUR 21.11 of payment .* came back, of which EUR 0.00 were paid"):
        book_returned(desk.journal, payments=[at_bank(dues[0], "R-1")], on=DAY, by="eve")
    desk.book(book_paid(desk.journal, payments=[at_bank(due) for due in dues], on=DAY, by="eve"))
    for _ in range(2):
        back = [at_bank(dues[0], "R-1", reason="AC04 account closed")]
        (entry,) = desk.book(book_returned(desk.journal, payments=back, on=DAY, by="eve"))
        assert entry.facts["reason"] == "AC04 account closed"
    assert (desk.balance("Payable:archive"), desk.balance("Bank:main")) == (2111, -2611)
    with pytest.raises(PaymentError, match=r"of which EUR 0\.00 were paid"):
        book_returned(desk.journal, payments=[at_bank(dues[0], "R-2")], on=DAY, by="eve")
    (again,) = payouts_due(desk.journal, DAY)
    assert again.end_to_end != dues[0].end_to_end


def test_a_part_comes_back() -> None:
    desk, dues = ordered()
    desk.book(book_paid(desk.journal, payments=[at_bank(dues[0])], on=DAY, by="eve"))
    desk.book(book_returned(desk.journal, payments=[at_bank(dues[0], "R-1", units=2100)], on=DAY, by="eve"))
    assert sharing_record(desk.journal).payout("2031/archive").paid == 11
    with pytest.raises(PaymentError, match=r"EUR 0.12 of payment .* of which EUR 0.11 were paid"):
        book_returned(desk.journal, payments=[at_bank(dues[0], "R-2", units=12)], on=DAY, by="eve")
