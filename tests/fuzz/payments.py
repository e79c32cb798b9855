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
    read_pain001,
    read_pain002,
    read_statement,
    references_in,
)
from agister.payments.pain002 import STATUSES
from agister.payments.scheme_text import is_scheme_reference, scheme_text
from agister.payments.statement import BOOKED
from tests.bank_messages import IBAN, balance, block_status, details, entry, payment_status, status_report


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


def _order(octets: bytes) -> None:
    """pain.001: refused with a reason, or an order whose totals are those of its transfers."""
    try:
        found = read_pain001(octets, "fuzz")
    except PaymentError as error:
        assert str(error).startswith("fuzz")
        return
    assert sum(found.totals.values()) == sum(one.units for one in found.transfers)


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
    "payment_order": _order,
    "payment_text": _text,
}


def _around(before: str, piece: str, after: str) -> Callable[[int], bytes]:
    """Pieces with a number each (`{n}`), as many as fit."""
    return lambda size: (
        before
        + "".join(piece.replace("{n}", str(n)) for n in range(max(1, (size - len(before)) // (len(piece) + 4))))
        + after
    ).encode()


_STMT = f'<Document xmlns="x:camt.053.001.08"><BkToCstmrStmt><Stmt><Id>1</Id><Acct><Id><IBAN>{IBAN}</IBAN></Id></Acct>'
_ENDS = "</Stmt></BkToCstmrStmt></Document>"
_TABLE = "account,currency,booking_day,amount,remittance\n"
#: Bank messages made to be slow: name → (what makes one of a size, what reads it).
HOSTILE_PAYMENTS: dict[str, tuple[Callable[[int], bytes], Callable[[bytes], object]]] = {
    "camt entries": (_around(_STMT, entry("1.00", details("1.00")), _ENDS), _statement),
    "camt equal entries behind balances": (
        lambda size: _around(_STMT + balance("X", "1.00") * (size // 300), entry("1.00", reference="A"), _ENDS)(size),
        _statement,
    ),
    "camt transactions of one entry": (
        _around(
            _STMT + entry("1.00", details("1.00"))[: -len("</NtryDtls></Ntry>")],
            details("1.00"),
            "</NtryDtls></Ntry>" + _ENDS,
        ),
        _statement,
    ),
    "camt statements": (
        _around(
            _STMT + "</Stmt>",
            "<Stmt><Id>{n}</Id><Acct><Id><IBAN>a</IBAN></Id></Acct></Stmt>",
            _ENDS.removeprefix("</Stmt>"),
        ),
        _statement,
    ),
    "camt references": (
        _around(_STMT + "<Ntry><NtryDtls><TxDtls><RmtInf><Strd>", "<CdtrRefInf><Ref>RF{n}</Ref></CdtrRefInf>", ""),
        _statement,
    ),
    "camt nested": (_around(_STMT, "<a>", ""), _statement),
    "camt entities": (_around("<!DOCTYPE a [", "<!ENTITY a{n} '&b;'>", "]>" + _STMT + _ENDS), _statement),
    "camt attributes": (_around("<Document", " a{n}='b'", "/>"), _statement),
    "bank table": (_around(_TABLE, "A,EUR,2031-01-02,1.00,x\n", ""), _table),
    "bank table accounts": (_around(_TABLE, "A{n},EUR,2031-01-02,1.00,x\n", ""), _table),
    "bank table one cell": (_around(_TABLE + "A,EUR,2031-01-02,1.00,", "x", ""), _table),
    "bank table quotes": (_around(_TABLE, '"', ""), _table),
    "status payments": (
        lambda size: status_report(
            block_status(payment_status("P-1", "RJCT", "AC04") * (size // 150 + 1), status="PART")
        ),
        _status,
    ),
    "references in text": (_around("", "RF12 {n}A ", ""), _text),
    "reference of one word": (_around("RF12", "A", ""), _text),
}
