"""What is fuzzed of bank messages: refused in one line, or read with sums that hold."""

from __future__ import annotations

from collections.abc import Callable

from agister.errors import PaymentError
from agister.payments import (
    CsvDialect,
    OpenCharge,
    StatementFile,
    booked_back,
    check_iban,
    check_lei,
    creditor_reference,
    is_creditor_reference,
    match,
    new_items,
    read_csv,
    read_pain002,
    read_statement,
    references_in,
)
from agister.payments.pain002 import STATUSES
from agister.payments.scheme_text import is_scheme_reference, scheme_text
from agister.payments.statement import BOOKED


def _refused(error: PaymentError) -> None:
    said = str(error)
    assert said.startswith("fuzz") and "\n" not in said and len(said) < 600, said


def _holds(found: StatementFile) -> None:
    """Balances, sums and keys of what was read; and what it matches."""
    for statement in found.statements:
        if statement.reconciled is not None:
            assert statement.opening is not None or statement.message == "csv"
        if statement.reconciled and statement.opening is not None and statement.closing is not None:
            assert statement.opening + statement.total == statement.closing
        assert sum(statement.totals.values()) == sum(i.signed for i in statement.items if i.status == BOOKED)
        new, known = new_items(statement.items, ())
        assert len({item.key for item in new}) == len(new) and len(new) + len(known) == len(statement.items)
        assert new_items(new, [item.key for item in new]) == ((), new)
        assert booked_back(statement.items, ()) == ((), statement.items)
        for item in statement.items[:5]:
            assert item.units >= 0
            charge = OpenCharge(
                id="A-17",
                party="a",
                kind="Levy",
                due=item.value_day,
                outstanding=100,
                currency="EUR",
                reference="RF93A17",
            )
            matched = match(item, [charge], [])
            assert sum(one.units for one in matched.applied) + matched.remainder == item.units


def _statement(octets: bytes) -> None:
    try:
        _holds(read_statement(octets, "fuzz"))
    except PaymentError as error:
        _refused(error)


def _table(octets: bytes) -> None:
    """A table; the first byte may ask for another dialect."""
    dialect = CsvDialect()
    if octets[:1] == b"c":
        octets = octets[1:]
        dialect = CsvDialect(
            delimiter=";", decimal=",", encoding="cp1252", day="day.month.year", columns={"Konto": "account"}
        )
    try:
        _holds(read_csv(octets, "fuzz", dialect))
    except PaymentError as error:
        _refused(error)


def _status(octets: bytes) -> None:
    try:
        found = read_pain002(octets, "fuzz")
    except PaymentError as error:
        _refused(error)
        return
    assert found.order and (found.status or found.payments or found.blocks)
    assert all(one.status in STATUSES and one.end_to_end_id for one in found.payments)


def _text(octets: bytes) -> None:
    """References in free text, identifiers, and text for a scheme."""
    text = octets.decode("utf-8", "replace")
    assert all(is_creditor_reference(one) and len(one) <= 25 for one in references_in(text))
    written = scheme_text(text)
    assert written.isascii() and scheme_text(written) == written
    is_scheme_reference(text)
    for made in (creditor_reference, check_iban, check_lei):
        try:
            assert made(text).isalnum()
        except PaymentError as error:
            assert len(str(error)) < 300 and "\n" not in str(error)


#: Name → what takes the bytes.
PAYMENT_TARGETS: dict[str, Callable[[bytes], object]] = {
    "bank_statement": _statement,
    "bank_table": _table,
    "payment_status": _status,
    "payment_text": _text,
}
