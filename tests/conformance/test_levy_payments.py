"""Runs the vectors of conformance/levies/payments: identifiers, bank statements, and whose money a receipt is."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from agister.errors import PaymentError
from agister.payments import (
    OpenCharge,
    Party,
    StatementItem,
    check_creditor_reference,
    check_iban,
    check_lei,
    creditor_reference,
    match,
    read_statement,
)
from tests.conformance.vectors import FORMAT
from tests.places import CONFORMANCE

PAYMENTS = CONFORMANCE / "levies" / "payments"
CHECKS: dict[str, Callable[[str], str]] = {
    "iban": check_iban,
    "creditor_reference": check_creditor_reference,
    "lei": check_lei,
    "make_creditor_reference": creditor_reference,
}


def _vectors(name: str) -> list[Any]:
    content = json.loads((PAYMENTS / f"{name}.json").read_text("utf-8"))
    assert content["format"] == FORMAT
    return [pytest.param(vector, id=vector["name"]) for vector in content["vectors"]]


def test_all_files_are_run() -> None:
    assert sorted(path.stem for path in PAYMENTS.glob("*")) == ["identifiers", "matching", "statements"]


@pytest.mark.parametrize("vector", _vectors("identifiers"))
def test_identifier(vector: dict[str, Any]) -> None:
    check, expected = CHECKS[vector["what"]], vector["expected"]
    if "refused" in expected:
        with pytest.raises(PaymentError, match=expected["refused"]):
            check(vector["text"])
        return
    assert check(vector["text"]) == expected.get("valid", expected.get("made"))


@pytest.mark.parametrize("vector", _vectors("statements"))
def test_statement(vector: dict[str, Any]) -> None:
    body, expected = vector["statement"].encode(), vector["expected"]
    if "refused" in expected:
        with pytest.raises(PaymentError, match=expected["refused"]):
            read_statement(body, "vector")
        return
    found = read_statement(body, "vector").statements
    assert len(found) == len(expected["statements"])
    for statement, wanted in zip(found, expected["statements"], strict=True):
        for name in ("account", "currency", "opening", "closing", "total", "reconciled"):
            assert getattr(statement, name) == wanted[name], name
        assert wanted["refusal"] in statement.refusal and bool(statement.refusal) is bool(wanted["refusal"])
        assert [
            [item.signed, item.status, item.creditor_reference, item.counterparty] for item in statement.items
        ] == wanted["items"]
    if "problems" in expected:
        assert [problem.kind for statement in found for problem in statement.problems] == expected["problems"]


@pytest.mark.parametrize("vector", _vectors("matching"))
def test_matching(vector: dict[str, Any]) -> None:
    charges = [OpenCharge(**{**one, "due": date.fromisoformat(one["due"])}) for one in vector["charges"]]
    parties = [
        Party(id=one["id"], names=tuple(one["names"]), accounts=tuple(one["accounts"])) for one in vector["parties"]
    ]
    receipt, day = vector["receipt"], date(2031, 6, 1)
    item = StatementItem(
        place="vector", key="vector", entry_key="vector", bank_reference="vector", reversal=False, status="BOOK",
        value_day=day, booking_day=day, units=receipt["units"], currency=receipt.get("currency", "EUR"),
        credit=receipt.get("credit", True), references=tuple(receipt.get("references", ())),
        remittance=receipt.get("remittance", ""), counterparty=receipt.get("name", ""),
        counterparty_account=receipt.get("account", ""), return_reason=receipt.get("return_reason", ""),
    )  # fmt: skip
    found = match(item, charges, parties)
    expected = vector["expected"]
    assert {one.charge: one.units for one in found.applied} == expected["applied"]
    assert (found.method.value, found.party, found.remainder) == (
        expected["method"],
        expected["party"],
        expected["remainder"],
    )
