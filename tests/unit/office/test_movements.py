"""What a movement is: payments of ours, one by one or a whole block, receipts, and what nobody knows."""

from __future__ import annotations

from pathlib import Path

import pytest

from agister.errors import PaymentError
from agister.levy.runs import sharing_record
from agister.office.movements import order_with_block, short
from agister.office.receiving import receive
from tests.bank_messages import details, entry, one_day
from tests.office_folder import SHARES, day, numbers, office_at, said

ON = day("2029-02-10")


def _block(block: str, amount: str, reference: str) -> str:
    return entry(
        amount, credit=False, reference=reference, booking="2029-02-06", value="2029-02-06",
        batch=f"<Btch><PmtInfId>{block}</PmtInfId></Btch>",
    )  # fmt: skip


def test_an_order_of_two_ways_has_two_blocks(tmp_path: Path) -> None:
    office = office_at("ordered", tmp_path / "o")
    ours = {one.payee: one.end_to_end for one in sharing_record(office.journal).orders["O-1"]}
    assert order_with_block(office.journal, "O-1-1") == ("O-1", frozenset([ours["archive"], ours["library"]]))
    assert order_with_block(office.journal, "O-1-2") == ("O-1", frozenset([ours["fund"]]))
    for other in ("O-1", "O-1-3", "", "x"):
        assert order_with_block(office.journal, other) is None


def test_a_block_that_the_bank_booked_as_one_pays_each_of_its_payments(tmp_path: Path) -> None:
    office = office_at("ordered", tmp_path / "o")
    content = one_day(
        _block("O-1-1", "84672.00", "D-1"), _block("O-1-2", "29400.00", "D-2"), opening="120000.00", closing="5928.00"
    )
    found = receive(office, content, "s.xml", on=ON, by="ana")
    assert said(found.entries[1:]) == [
        ("paid", "payout:2027/archive"), ("paid", "payout:2027/library"), ("paid", "payout:2027/fund"),
    ]  # fmt: skip
    assert (found.problems, found.unmatched) == ((), ())
    after = numbers(office)
    assert after["Bank:main"] == 592_800
    assert not any(name.startswith("Payable") for name in after)


def test_a_block_with_another_amount_is_refused(tmp_path: Path) -> None:
    office = office_at("ordered", tmp_path / "o")
    head = office.journal.head()
    with pytest.raises(
        PaymentError, match=r"the bank booked EUR 84,672\.01 for order O-1, of which EUR 84,672\.00 are open"
    ):
        receive(
            office,
            one_day(_block("O-1-1", "84672.01", "D-1"), opening="120000.00", closing="35327.99"),
            "s.xml",
            on=ON,
            by="ana",
        )
    assert office.journal.head() == head


def test_payments_one_by_one_and_one_that_comes_back(tmp_path: Path) -> None:
    office = office_at("ordered", tmp_path / "o")
    fund = next(one for one in sharing_record(office.journal).orders["O-1"] if one.payee == "fund")
    paid = entry(
        "29400.00", details(credit=False, end_to_end=fund.end_to_end), credit=False, reference="D-1", value="2029-02-06",
        booking="2029-02-06",
    )  # fmt: skip
    back = entry(
        "29400.00",
        details(end_to_end=fund.end_to_end, reason="AC04"),
        reference="D-2",
        value="2029-02-08",
        booking="2029-02-08",
    )
    found = receive(office, one_day(paid, back, opening="120000.00", closing="120000.00"), "s.xml", on=ON, by="ana")
    assert said(found.entries[1:]) == [("paid", "payout:2027/fund"), ("payment_returned", "payout:2027/fund")]
    assert found.entries[2].facts["reason"] == "AC04 returned"
    assert numbers(office)["Payable:fund"] == -SHARES["fund"]


def test_a_name_for_what_a_bank_calls_by_a_long_one() -> None:
    assert short("B-1") == short("B-1") != short("B-2")
    assert len(short("x" * 500)) == 12
