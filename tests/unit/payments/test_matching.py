"""Whose money it is: by reference, by party and amount, or nobody's. Its laws are in tests/laws/test_matching.py."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

import pytest

from agister.payments.creditor_reference import creditor_reference
from agister.payments.matching import Match, Method, folded, match
from agister.payments.open_charge import INTEREST, LEVY, PENALTY, OpenCharge, Party
from agister.payments.statement import StatementItem
from tests.bank_messages import IBAN, OTHER


def item(units: int = 100, **more: Any) -> StatementItem:
    return StatementItem(
        **{
            "place": "p", "key": "k", "entry_key": "k", "bank_reference": "b", "units": units, "currency": "EUR", "credit": True,
            "reversal": False, "status": "BOOK", "value_day": date(2031, 1, 2), "booking_day": date(2031, 1, 2), **more,
        }
    )  # fmt: skip


def charge(
    id: str, outstanding: int = 100, party: str = "acme", kind: str = LEVY, month: int = 1, **more: Any
) -> OpenCharge:
    return OpenCharge(
        **{
            "id": id, "party": party, "kind": kind, "due": date(2031, month, 1), "outstanding": outstanding, "currency": "EUR",
            "reference": creditor_reference(id), **more,
        }
    )  # fmt: skip


ACME = Party(id="acme", names=("Acme S.A.",), accounts=(OTHER,))
BETA = Party(id="beta", names=("Beta",), accounts=(IBAN,))


def applied(found: Match) -> list[tuple[str, int]]:
    return [(one.charge, one.units) for one in found.applied]


def test_by_reference() -> None:
    found = match(item(references=(creditor_reference("A-2"),)), [charge("A-1"), charge("A-2", month=5)], [])
    assert (found.method, found.party, applied(found), found.remainder) == (Method.REFERENCE, "acme", [("A-2", 100)], 0)


@pytest.mark.parametrize(
    "more",
    [
        {"references": ("rf93 a17",)},
        {"remittance": "Levy 2031, RF93 A17, thank you"},
        {"end_to_end_id": "RF93A17"},
        {"references": ("something else", "RF93A17")},
    ],
)
def test_wherever_the_reference_stands(more: dict[str, Any]) -> None:
    assert applied(match(item(**more), [charge("A-17")], [])) == [("A-17", 100)]


def test_a_reference_that_is_none_of_ours_names_nothing() -> None:
    found = match(item(references=("RF18539007547034",)), [charge("A-17")], [])
    assert found.method is Method.UNMATCHED and found.candidates == ("A-17",)


def test_partial_and_over_payment() -> None:
    named = {"references": (creditor_reference("A"),)}
    part = match(item(60, **named), [charge("A")], [])
    assert (applied(part), part.remainder) == ([("A", 60)], 0) and "40 of 100 stay open" in part.reason
    over = match(item(150, **named), [charge("A")], [])
    assert (applied(over), over.remainder) == ([("A", 100)], 50) and "50 more" in over.reason


def test_what_a_named_charge_does_not_take_pays_the_others_in_order() -> None:
    charges = [
        charge("P", 5, kind=PENALTY),
        charge("A", 100, month=6),
        charge("I", 10, kind=INTEREST, month=9, levy="A"),
        charge("OLD", 30),
        charge("DISPUTED", 7, disputed=True),
        charge("OTHERS", 9, party="beta"),
    ]
    found = match(item(200, references=(creditor_reference("A"),)), charges, [])
    assert applied(found) == [("A", 100), ("OLD", 30), ("I", 10), ("P", 5)]
    assert found.remainder == 55


def test_a_disputed_charge_is_paid_where_it_is_named() -> None:
    assert applied(match(item(references=(creditor_reference("D"),)), [charge("D", disputed=True)], [])) == [("D", 100)]
    assert match(item(counterparty_account=OTHER), [charge("D", disputed=True)], [ACME]).method is Method.UNMATCHED


def test_paid_twice() -> None:
    found = match(item(references=(creditor_reference("A"),)), [charge("A", 0), charge("B")], [ACME])
    assert (found.method, found.party, found.applied, found.remainder) == (Method.REFERENCE, "acme", (), 100)
    assert "paid already" in found.reason


def test_references_of_two_parties_pay_neither() -> None:
    found = match(
        item(references=(creditor_reference("A"), creditor_reference("B"))),
        [charge("A"), charge("B", party="beta")],
        [],
    )
    assert found.method is Method.UNMATCHED and found.remainder == 100 and found.candidates == ("A", "B")


def test_several_references_of_one_party() -> None:
    found = match(
        item(180, remittance=f"{creditor_reference('A')} {creditor_reference('B')}"),
        [charge("B", month=2), charge("A")],
        [],
    )
    assert applied(found) == [("A", 100), ("B", 80)]


def test_another_currency_pays_nothing() -> None:
    found = match(item(currency="USD", references=(creditor_reference("A"),)), [charge("A")], [])
    assert found.method is Method.UNMATCHED and "owed in EUR, and was paid in USD" in found.reason


@pytest.mark.parametrize(
    "more",
    [
        {"counterparty_account": OTHER},
        {"counterparty_account": "FR14 2004 1010 0505 0001 3M02 606", "counterparty": "somebody"},
        {"counterparty": "ACME  S.A"},
        {"counterparty": "Bank of X", "ultimate_counterparty": "acme s a"},
    ],
)
def test_by_party_and_amount(more: dict[str, Any]) -> None:
    found = match(item(**more), [charge("A"), charge("B", 70)], [ACME, BETA])
    assert (found.method, found.party, applied(found)) == (Method.AMOUNT_AND_PARTY, "acme", [("A", 100)])


@pytest.mark.parametrize(
    ("units", "expected"),
    [
        (100, [("L1", 100)]),
        (110, [("L1", 100), ("I1", 10)]),
        (30, [("P", 30)]),
        (310, [("L1", 100), ("I1", 10), ("L2", 200)]),
        (340, [("L1", 100), ("I1", 10), ("L2", 200), ("P", 30)]),
        (99, []),
        (341, []),
    ],
)
def test_which_amounts_fit(units: int, expected: list[tuple[str, int]]) -> None:
    charges = [
        charge("L1", 100),
        charge("I1", 10, kind=INTEREST, month=4, levy="L1"),
        charge("L2", 200, month=2),
        charge("P", 30, kind=PENALTY),
    ]
    found = match(item(units, counterparty_account=OTHER), charges, [ACME])
    assert applied(found) == expected
    if not expected:
        assert found.method is Method.UNMATCHED and found.candidates == ("L1", "I1", "L2", "P")


def test_two_parties_of_one_name() -> None:
    twin = Party(id="acme-2", names=("ACME SA", "Acme S.A."))
    found = match(item(counterparty="acme, s.a."), [charge("A"), charge("B", party="acme-2")], [twin, ACME])
    assert found.method is Method.UNMATCHED and "acme and acme-2" in found.reason and found.candidates == ("A", "B")
    # The account says which of the two it is.
    assert (
        match(item(counterparty="acme, s.a.", counterparty_account=OTHER), [charge("A")], [twin, ACME]).party == "acme"
    )


def test_nobody_who_is_known() -> None:
    found = match(item(counterparty="Unknown"), [charge("A"), charge("B", 5)], [ACME])
    assert (
        found.method is Method.UNMATCHED
        and found.candidates == ("A",)
        and "'Unknown' is no known party" in found.reason
    )
    assert "owes nothing in EUR" in match(item(counterparty_account=OTHER), [], [ACME]).reason


@pytest.mark.parametrize(
    ("more", "method"),
    [
        ({"credit": False}, Method.NOT_A_RECEIPT),
        ({"status": "PDNG"}, Method.NOT_A_RECEIPT),
        ({"units": 0}, Method.NOT_A_RECEIPT),
        ({"credit": False, "reversal": True}, Method.TAKEN_BACK),
        ({"credit": False, "return_reason": "MD06"}, Method.TAKEN_BACK),
        ({"reversal": True, "end_to_end_id": "P-1"}, Method.RETURNED),
        ({"return_reason": "AC04"}, Method.RETURNED),
    ],
)
def test_what_is_no_receipt(more: dict[str, Any], method: Method) -> None:
    found = match(dataclasses.replace(item(counterparty_account=OTHER), **more), [charge("A")], [ACME])
    assert (found.method, found.applied) == (method, ())


def test_names_are_compared_without_case_accents_and_punctuation() -> None:
    assert folded("  Żółw-Ærø, S.A. ") == folded("ZÓŁW ÆRØ S A")
    assert folded("Straße") == folded("STRASSE")
    assert folded("A") != folded("B")
