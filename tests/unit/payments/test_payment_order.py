"""What must be right before a payment is ordered."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

import pytest

from agister.errors import PaymentError
from agister.payments.payment_order import Payment, PaymentOrder, blocks, check_order, order_faults, transliterations
from tests.bank_messages import IBAN, OTHER

GB = "GB29NWBK60161331926819"
PK = "PK36SCBL0000001123456702"


def payment(**more: Any) -> Payment:
    return Payment(
        **{
            "payee": "archive",
            "name": "Open Archive",
            "iban": OTHER,
            "units": 100,
            "currency": "EUR",
            "end_to_end_id": "P-1",
            **more,
        }
    )


def order(*payments: Payment, **more: Any) -> PaymentOrder:
    return PaymentOrder(
        **{
            "message_id": "O-1", "debtor": "Levy Office", "account": IBAN, "execution": date(2031, 4, 1),
            "payments": payments or (payment(),), **more,
        }
    )  # fmt: skip


def test_a_right_one() -> None:
    good = order(payment(), payment(end_to_end_id="P-2", iban=GB, units=5))
    assert order_faults(good) == () and check_order(good) is good
    assert (good.total, good.currency) == (105, "EUR")


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (order(payment(iban="FR1420041010050500013M02607")), "P-1: .*check digits are wrong"),
        (order(payment(units=0)), "0 minor units cannot be paid"),
        (order(payment(units=-5)), "-5 minor units cannot be paid"),
        (order(payment(units=10**11)), "more than one SEPA credit transfer carries"),
        (order(payment(units=10**18, currency="USD", bic="BNPAFRPP")), "more digits than a message carries"),
        (order(payment(currency="EUX")), "no currency code"),
        (order(payment(currency="DEM", bic="BNPAFRPP")), "no longer a currency"),
        (order(payment(bic="BNP")), "is no BIC"),
        (order(payment(currency="USD")), "goes outside SEPA; give the BIC"),
        (order(payment(iban=PK)), "a payment in EUR to PK goes outside SEPA"),
        (order(payment(name="")), "cannot be written in the characters"),
        (order(payment(name="北京基金会")), "cannot be written in the characters"),
        (order(payment(name="a" * 71)), "longer than 70"),
        (order(payment(remittance="a" * 141)), "longer than 140"),
        (order(payment(creditor_reference="RF00A")), "no creditor reference"),
        (order(payment(creditor_reference="RF93A17", remittance="x")), "carries one of them"),
        (order(payment(end_to_end_id="")), "its end-to-end id is not"),
        (order(payment(end_to_end_id="a" * 36)), "its end-to-end id is not"),
        (order(payment(end_to_end_id="ä")), "its end-to-end id is not"),
        (order(payment(), payment()), "the end-to-end id stand"),
        (order(payment(), payment(end_to_end_id="P-2")), "P-2: account, amount and text stand twice, first in P-1"),
        (order(payment(), payment(end_to_end_id="P-2", currency="USD", bic="BNPAFRPP")), "pays in EUR and USD"),
        (order(payment(iban=IBAN)), "is paid to the account that it is paid from"),
        (order(message_id=""), "its message id"),
        (order(message_id="a//b"), "its message id"),
        (order(debtor="北"), "the name of who pays"),
        (order(account="DE0"), "the account that pays: "),
        (order(bic="X"), "the account that pays: 'X' is no BIC"),
        (dataclasses.replace(order(), payments=()), "it has no payment"),
    ],
)
def test_refused_with_the_reason(wrong: PaymentOrder, why: str) -> None:
    assert order_faults(wrong) != ()
    with pytest.raises(PaymentError, match=why):
        check_order(wrong)


def test_all_faults_are_told_a_few_are_shown() -> None:
    wrong = order(*(payment(end_to_end_id=f"P-{number}", units=-number) for number in range(1, 9)))
    assert len(order_faults(wrong)) == 8
    with pytest.raises(PaymentError, match=r"and 3 more"):
        check_order(wrong)


def test_the_same_sum_to_the_same_payee_may_be_meant() -> None:
    assert order_faults(order(payment(remittance="Q1"), payment(end_to_end_id="P-2", remittance="Q2"))) == ()


def test_transliterations_are_told() -> None:
    found = transliterations(order(payment(name="Żółw", remittance="Q1"), debtor="Büro"))
    assert [(one.place, one.sent) for one in found] == [("debtor", "Buro"), ("P-1 name", "Zolw")]


def test_blocks() -> None:
    mixed = order(payment(), payment(end_to_end_id="P-2", iban=PK, bic="SCBLPKKX"), message_id="O" * 35)
    assert [(block.id, block.in_sepa, block.total) for block in blocks(mixed)] == [
        ("O" * 33 + "-1", True, 100),
        ("O" * 33 + "-2", False, 100),
    ]
    assert [block.id for block in blocks(order())] == ["O-1"]
