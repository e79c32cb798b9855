"""Whole messages: versions, several statements, several currencies, what is refused."""

from __future__ import annotations

import hashlib

import pytest

from agister.errors import PaymentError
from agister.payments.camt import read_camt
from agister.payments.statement import StatementKind
from tests.bank_messages import IBAN, OTHER, balance, details, entry, message, one_day, statement


@pytest.mark.parametrize("number", range(1, 14))
@pytest.mark.parametrize("kind", ["camt.052", "camt.053", "camt.054"])
def test_all_versions(kind: str, number: int) -> None:
    name = {"camt.052": "Rpt", "camt.053": "Stmt", "camt.054": "Ntfctn"}[kind]
    old = "02" if number < 8 else "08"
    data = message(statement(entry("5.00", version=old), name=name), kind=kind, version=f"{number:02d}")
    found = read_camt(data, "a.xml")
    assert found.message == f"{kind}.001.{number:02d}" and found.problems == ()
    assert found.statements[0].total == 500
    assert found.digest == "sha256:" + hashlib.sha256(data).hexdigest() == found.statements[0].digest


def test_balances_days_and_names() -> None:
    found = read_camt(one_day(entry("5.00", details("5.00", name="A")), closing="105.00"), "a").statements[0]
    assert (found.id, found.account, found.currency, found.opening, found.closing) == ("S-1", IBAN, "EUR", 10000, 10500)
    assert (str(found.start), str(found.end), found.reconciled, found.refusal) == ("2031-01-02", "2031-01-03", True, "")
    assert found.kind is StatementKind.STATEMENT and found.problems == ()


def test_several_statements_and_currencies() -> None:
    found = read_camt(
        message(
            statement(balance("OPBD", "1.00"), balance("CLBD", "3.00"), entry("2.00"), id="1"),
            statement(
                balance("OPBD", "100", "JPY"),
                balance("CLBD", "90", "JPY"),
                entry("10", code="JPY", credit=False),
                id="1",
                currency="JPY",
            ),
            statement(balance("OPBD", "1.00"), balance("CLBD", "1.00"), id="1", account=OTHER),
        ),
        "a",
    )
    assert [one.reconciled for one in found.statements] == [True, True, True]
    assert [one.totals for one in found.statements] == [{"EUR": 200}, {"JPY": -10}, {}]
    assert [one.refusal for one in found.statements] == ["", "", ""]


def test_a_statement_twice_in_a_file() -> None:
    made = statement(balance("OPBD", "1.00"), balance("CLBD", "3.00"), entry("2.00"))
    found = read_camt(message(made, made), "a").statements
    assert found[0].refusal == "" and "stands twice in this file" in found[1].refusal


@pytest.mark.parametrize(
    ("parts", "why"),
    [
        ((balance("OPBD", "1.00"), balance("CLBD", "3.00"), entry("1.00")), "100 is missing"),
        ((balance("OPBD", "1.00"), balance("CLBD", "3.00", "SEK")), "CLBD is in SEK, the account in EUR"),
        ((entry("1", code="SEK"),), "an entry in SEK"),
        (
            ("<TxsSummry><TtlNtries><NbOfNtries>2</NbOfNtries></TtlNtries></TxsSummry>", entry("1.00")),
            "counts 2 entries",
        ),
    ],
)
def test_contradictions_are_told_and_not_booked(parts: tuple[str, ...], why: str) -> None:
    found = read_camt(message(statement(*parts)), "a").statements[0]
    assert why in found.refusal
    assert "camt-contradicts-itself" in {problem.kind for problem in found.problems}


def test_reports_of_the_day_are_read_and_not_booked() -> None:
    made = statement(balance("OPBD", "1.00"), balance("CLBD", "9.00"), entry("2.00"), name="Rpt")
    found = read_camt(message(made, kind="camt.052"), "a").statements[0]
    assert found.total == 200 and found.reconciled is None
    assert "camt.053" in found.refusal
    assert "camt-report-not-balanced" in {problem.kind for problem in found.problems}


def test_what_is_not_said() -> None:
    found = read_camt(message(statement(entry("1.00"), currency="")), "a").statements[0]
    assert found.currency == "EUR" and found.refusal == ""
    assert [problem.kind for problem in found.problems] == ["camt-balance-missing"]
    empty = read_camt(message(), "a")
    assert empty.statements == () and [problem.kind for problem in empty.problems] == ["camt-empty"]
    bare = read_camt(message("<Stmt><Id>1</Id></Stmt>"), "a").statements[0]
    assert "names no account" in bare.refusal and bare.currency == ""
    wrong = read_camt(
        message(statement(balance("OPBD", "1.00"), balance("CLBD", "1.00"), account="DE00")), "a"
    ).statements[0]
    assert [problem.kind for problem in wrong.problems] == ["camt-account-iban"]


@pytest.mark.parametrize(
    ("namespace", "kind"), [("", "camt-version-missing"), ("urn:x:camt.053.001.99", "camt-version-unknown")]
)
def test_versions_that_are_not_known(namespace: str, kind: str) -> None:
    found = read_camt(message(statement(entry("5.00")), namespace=namespace), "a")
    assert found.statements[0].total == 500
    assert [problem.kind for problem in found.problems] == [kind]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (message(statement(entry("5.001"))), r"a.xml: Stmt\[1\]/Ntry\[1\]/Amt\[1\]: 5.001 EUR has 3 decimals"),
        (message(statement(balance("OPBD", "5.001"))), r"a.xml: Stmt\[1\]/Bal\[1\]/Amt\[1\]: 5.001"),
        (message(statement(entry("1" + "0" * 17))), "more than can be booked"),
        (message(statement(), kind="camt.054", namespace="x:camt.053.001.08"), "its namespace says camt.053.001.08"),
    ],
)
def test_refused_as_a_whole_with_the_place(data: bytes, why: str) -> None:
    with pytest.raises(PaymentError, match=why):
        read_camt(data, "a.xml")
