"""Bank statements as ISO 20022 messages: camt.052 (within the day), camt.053 (statement), camt.054 (single entries)."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date

from agister.errors import PaymentError
from agister.payments.balances import Balance, balances_of, closing_of, disagreement, opening_of, summary_fault
from agister.payments.bank_amount import day_of
from agister.payments.bank_entry import Entry
from agister.payments.camt_entry import read_entry
from agister.payments.iban import iban_fault, plain
from agister.payments.statement import Statement, StatementFile, StatementKind
from agister.payments.statement_keys import Keys, items_of
from agister.payments.xml_message import Element, read_xml
from agister.rights import Problem

_BODIES = {
    "BkToCstmrAcctRpt": "camt.052",
    "BkToCstmrStmt": "camt.053",
    "BkToCstmrDbtCdtNtfctn": "camt.054",
}
_PARTS = {
    "camt.052": ("Rpt", StatementKind.REPORT),
    "camt.053": ("Stmt", StatementKind.STATEMENT),
    "camt.054": ("Ntfctn", StatementKind.NOTIFICATION),
}
#: Versions whose elements are known to be read rightly: 01 to 13. Others are read with a problem.
NEWEST = 13
_CLAUSE = "ISO 20022 camt"


def read_camt(data: bytes, name: str) -> StatementFile:
    """Read camt.052, 053 or 054, in any version. Entries are read as they come; the file is never held as a tree.

    Raises `PaymentError`, with the place, where it is no such message or an entry or balance of it cannot be read: then nothing of the
    file is to be booked. A statement that can be read and contradicts itself has a `refusal`.
    """
    entries: dict[int, list[Entry]] = {}
    heads: dict[int, tuple[str, date | None]] = {}

    def take(element: Element) -> None:
        parent = element.parent
        if parent is not None:
            # What stands before the entries is looked up once for each statement.
            if parent.index not in heads:
                heads[parent.index] = (_account(parent), day_of(parent.said("CreDtTm")))
            entries.setdefault(parent.index, []).append(read_entry(element, *heads[parent.index]))

    found = read_xml(data, name, _BODIES, {"Ntry": take})
    digest = "sha256:" + hashlib.sha256(data).hexdigest()
    part, kind = _PARTS[found.message[:8]]
    keys = Keys()
    statements: list[Statement] = []
    seen: set[str] = set()
    for element in found.body.all(part):
        keys.next_statement()
        try:
            statement = _statement(element, entries.get(element.index, []), kind, found.message, digest, keys)
        except PaymentError as error:
            raise PaymentError(f"{name}: {error}") from None
        statements.append(_again(statement) if statement.key in seen else statement)
        seen.add(statement.key)
    return StatementFile(
        name=name,
        digest=digest,
        message=found.message,
        message_id=found.body.said("GrpHdr/MsgId"),
        statements=tuple(statements),
        problems=tuple(_file_problems(found.message, statements)),
    )


def _statement(
    element: Element, entries: list[Entry], kind: StatementKind, message: str, digest: str, keys: Keys
) -> Statement:
    account = _account(element)
    balances = balances_of(element)
    opening, closing = opening_of(balances), closing_of(balances)
    code = _currency(element, balances, entries)
    problems = [problem for entry in entries for problem in entry.problems]
    refusal = ""
    reconciled: bool | None = None
    if not account:
        refusal = "it names no account; ask the bank for a statement that does"
    elif code:
        reconciled, refusal = disagreement(
            code, opening, closing, [(entry.currency, entry.status, entry.signed) for entry in entries]
        )
        if kind is StatementKind.REPORT and reconciled is False:
            # Balances of a report are those of a moment, and need not bracket its entries.
            problems.append(_problem(element, "report-not-balanced", refusal))
            reconciled, refusal = None, ""
        refusal = refusal or summary_fault(element, code, entries)
    if kind is StatementKind.STATEMENT and (opening is None or closing is None):
        problems.append(
            _problem(element, "balance-missing", "names no opening or no closing balance; it cannot be checked")
        )
    if element.said("Acct/Id/IBAN") and (fault := iban_fault(account)):
        problems.append(_problem(element, "account-iban", fault))
    if refusal:
        problems.append(_problem(element, "contradicts-itself", refusal))
    elif kind is StatementKind.REPORT:
        refusal = (
            "a report within the day (camt.052) is said again by later ones; book the statement (camt.053) of the day"
        )
    page = element.said("StmtPgntn/PgNb", "RptPgntn/PgNb", "NtfctnPgntn/PgNb")
    return Statement(
        message=message,
        kind=kind,
        id=element.said("Id"),
        account=account,
        currency=code,
        opening=opening.units if opening and opening.currency == code else None,
        closing=closing.units if closing and closing.currency == code else None,
        items=items_of(account, entries, keys),
        digest=digest,
        start=day_of(element.said("FrToDt/FrDtTm", "FrToDt/FrDt")) or (opening.day if opening else None),
        end=day_of(element.said("FrToDt/ToDtTm", "FrToDt/ToDt")) or (closing.day if closing else None),
        holder=element.said("Acct/Ownr/Nm", "Acct/Nm"),
        page=int(page) if page.isascii() and page.isdigit() and len(page) <= 9 else 1,
        last_page=element.said("StmtPgntn/LastPgInd", "RptPgntn/LastPgInd", "NtfctnPgntn/LastPgInd")
        not in ("false", "0"),
        reconciled=reconciled,
        refusal=refusal,
        problems=tuple(problems),
    )


def _account(statement: Element) -> str:
    """IBAN, or the bank's own number of the account."""
    return plain(statement.said("Acct/Id/IBAN")) or statement.said(
        "Acct/Id/Othr/Id", "Acct/Id/PrtryAcct/Id", "Acct/Id/BBAN", "Acct/Id/UPIC"
    )


def _currency(statement: Element, balances: tuple[Balance, ...], entries: list[Entry]) -> str:
    """Of the account; where that is not said, of its first balance or entry."""
    for code in (
        statement.said("Acct/Ccy"),
        *(balance.currency for balance in balances[:1]),
        *(entry.currency for entry in entries[:1]),
    ):
        if code:
            return code
    return ""


def _again(statement: Statement) -> Statement:
    """A statement that the file holds already: refused."""
    reason = f"statement {statement.id} of {statement.account} stands twice in this file; the first counts"
    problem = Problem(kind="camt-statement-twice", place=f"statement {statement.id}", message=reason, clause=_CLAUSE)
    return replace(statement, refusal=statement.refusal or reason, problems=(*statement.problems, problem))


def _file_problems(message: str, statements: list[Statement]) -> list[Problem]:
    found = []
    version = message[-2:]
    if message.count(".") < 3:
        said = f"its namespace does not say its version; read as {message}"
        found.append(Problem(kind="camt-version-missing", place="Document", message=said, clause=_CLAUSE))
    elif not 1 <= int(version) <= NEWEST:
        said = f"{message} is a version that is not known here; it was read as {message[:-2]}{NEWEST}"
        found.append(Problem(kind="camt-version-unknown", place="Document", message=said, clause=_CLAUSE))
    if not statements:
        said = "holds no statement"
        found.append(Problem(kind="camt-empty", place="Document", message=said, clause=_CLAUSE))
    return found


def _problem(element: Element, kind: str, message: str) -> Problem:
    return Problem(kind=f"camt-{kind}", place=element.place, message=message, clause=_CLAUSE)
