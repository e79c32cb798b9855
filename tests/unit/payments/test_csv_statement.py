"""Statements as tables: what is read, what must be declared, what is refused."""

from __future__ import annotations

import pytest

from agister.errors import PaymentError
from agister.payments import csv_statement
from agister.payments.csv_statement import CsvDialect, read_csv
from tests.bank_messages import IBAN, OTHER

HEAD = "account,currency,booking_day,amount"


def table(*lines: str, head: str = HEAD) -> bytes:
    return "\n".join((head, *lines)).encode()


def row(amount: str = "5.00", day: str = "2031-01-02", code: str = "EUR", account: str = IBAN) -> str:
    return f"{account},{code},{day},{amount}"


def test_all_columns() -> None:
    head = (
        f"{HEAD},value_day,bank_reference,counterparty,counterparty_account,creditor_reference,remittance,end_to_end_id,"
        "return_reason,reversal,status,bank_code,statement,ultimate_counterparty"
    )
    line = f'{row("-5.00")},2031-01-03,B-1,"A, Co",{OTHER},RF18539007547034,"two\nlines",E-1,AC04,yes,BOOK,PMNT,S-9,U'
    found = read_csv(table(line, head=head), "a").statements[0]
    (item,) = found.items
    assert (found.id, found.account, found.kind.value, found.reconciled) == ("S-9", IBAN, "statement", None)
    assert (item.signed, item.credit, item.reversal, item.status) == (-500, False, True, "BOOK")
    assert (item.counterparty, item.counterparty_account, item.ultimate_counterparty) == ("A, Co", OTHER, "U")
    assert (item.creditor_reference, item.remittance, item.end_to_end_id) == ("RF18539007547034", "two lines", "E-1")
    assert (str(item.value_day), item.bank_reference, item.return_reason, item.bank_code) == (
        "2031-01-03",
        "B-1",
        "AC04",
        "PMNT",
    )
    assert item.place == "line 3"


def test_one_statement_for_each_account_and_currency() -> None:
    found = read_csv(table(row(), row("7", code="JPY"), row(account=OTHER), row("-1.50"), ""), "a")
    assert [(one.account, one.currency, one.total) for one in found.statements] == [
        (IBAN, "EUR", 350),
        (IBAN, "JPY", 7),
        (OTHER, "EUR", 500),
    ]


def test_accounts_are_compared_without_blanks() -> None:
    found = read_csv(table(row(account="DE89 3704 0044 0532 0130 00"), row(), row(account="konto 7")), "a")
    assert [one.account for one in found.statements] == [IBAN, "konto 7"]


@pytest.mark.parametrize("order", [1, -1])
def test_a_balance_after_each_movement(order: int) -> None:
    rows = [f"{row('5.00')},105.00", f"{row('-1.00')},104.00", f"{row('2.00')},106.00"][::order]
    found = read_csv(table(*rows, head=HEAD + ",balance"), "a").statements[0]
    assert (found.opening, found.closing, found.reconciled, found.refusal) == (10000, 10600, True, "")
    assert [item.signed for item in found.items] == [500, -100, 200]


def test_a_line_that_is_missing() -> None:
    rows = (f"{row('5.00')},105.00", f"{row('2.00')},106.00")
    found = read_csv(table(*rows, head=HEAD + ",balance"), "a").statements[0]
    assert found.reconciled is False
    assert "line 3: the balance 10600 does not follow from 10500 and the amount 200" in found.refusal


def test_declared_dialects() -> None:
    data = "Konto;Währung;Tag;Betrag;Saldo\nDE89370400440532013000;EUR;2.1.2031;-1234,50;0,00\n".encode("cp1252")
    names = {"Konto": "account", "Währung": "currency", "Tag": "booking_day", "Betrag": "amount"}
    found = read_csv(
        data, "a", CsvDialect(delimiter=";", decimal=",", encoding="cp1252", day="day.month.year", columns=names)
    )
    assert found.statements[0].items[0].signed == -123450
    assert [problem.message for problem in found.problems] == ["the column 'Saldo' is not read"]
    american = read_csv(table(row(day="1/2/2031")), "a", CsvDialect(day="month/day/year"))
    assert str(american.statements[0].items[0].booking_day) == "2031-01-02"


@pytest.mark.parametrize(
    "wrong",
    [
        {"delimiter": "x"},
        {"decimal": ","},
        {"encoding": "ebcdic"},
        {"day": "?"},
        {"columns": {"a": "b"}},
        {"decimal": "'"},
    ],
)
def test_dialects_that_are_none(wrong: dict[str, object]) -> None:
    with pytest.raises(PaymentError, match=r"not read|no column"):
        CsvDialect(**wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "cell", ['=HYPERLINK("http://x")', "@SUM(1)", "+1+cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0", " =1"]
)
def test_formulas_are_refused(cell: str) -> None:
    quoted = '"' + cell.replace('"', '""') + '"'
    with pytest.raises(PaymentError, match=r"line 2, counterparty: .* begins like a formula"):
        read_csv(table(f"{row()},{quoted}", head=HEAD + ",counterparty"), "a")


@pytest.mark.parametrize("cell", ["+49 30 123-456", "-", "--", "a=b", "3-4", "1+1"])
def test_what_is_no_formula_is_text(cell: str) -> None:
    found = read_csv(table(f"{row()},{cell}", head=HEAD + ",counterparty"), "a")
    assert found.statements[0].items[0].counterparty == cell


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (table(row("5.001")), "line 2, amount: 5.001 EUR has 3 decimals"),
        (table(row("5,00")), "line 2: has 5 cells, the first line 4"),
        (table(row('"5,00"')), "'5,00' is no amount"),
        (table(row("1.000,00").replace(",", ";", 0)), "has 5 cells"),
        (table(row("")), "'' is no amount"),
        (table(row("--5")), "is no amount"),
        (table(row("1e3")), "is no amount"),
        (table(row("9" * 39)), "more than can be booked"),
        (table(row(code="EUX")), "no currency code"),
        (table(row(day="02.01.2031")), "is no day written year-month-day"),
        (table(row(day="2031-02-30")), "is no day"),
        (table(row(account="")), "line 2, account: is empty"),
        (table(row() + ",x", head=HEAD + ",status"), "'x' is none of BOOK"),
        (table(row() + ",maybe", head=HEAD + ",reversal"), "'maybe' is not yes or no"),
        (table(head="account,currency,amount"), "no column 'booking_day'"),
        (table(head=HEAD.replace(",", ";")), "no column 'account'"),
        (table(head=HEAD + ",amount"), "'amount' stands twice"),
        (table(row() + ",a\x00b", head=HEAD + ",remittance"), "control character|is no CSV"),
        (table(row() + ",a\x1bb", head=HEAD + ",remittance"), "control character"),
        (table(row() + ',"a', head=HEAD + ",remittance"), "is no CSV"),
        (table(row() + "," + "a" * 200_000, head=HEAD + ",remittance"), "is no CSV|longer than"),
        (HEAD.encode() + b"\n\xff", "line 2: is not utf-8"),
        (b"", "is empty"),
        (b"\n\n", "is empty"),
    ],
)
def test_refused_with_the_line(data: bytes, why: str) -> None:
    with pytest.raises(PaymentError, match=why) as caught:
        read_csv(data, "a.csv")
    assert str(caught.value).startswith("a.csv") and len(str(caught.value)) < 400


def test_a_point_where_a_comma_is_declared() -> None:
    with pytest.raises(PaymentError, match="has a point, and the decimal mark declared is a comma"):
        read_csv(table(row("1.234")).replace(b",", b";"), "a", CsvDialect(delimiter=";", decimal=","))


def test_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_statement, "LINE_LIMIT", 3)
    with pytest.raises(PaymentError, match="line 4: more than 3 lines"):
        read_csv(table(row(), row("1"), row("2")), "a")
    monkeypatch.setattr(csv_statement, "SIZE_LIMIT", 10)
    with pytest.raises(PaymentError, match="longer than 10 bytes"):
        read_csv(table(row()), "a")
