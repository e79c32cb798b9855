"""An entry of a bank message and what it is made of: `Ntry`, `NtryDtls`, `TxDtls` (camt.052, 053, 054).

A bank may book many payments as one entry. Where the amounts of its transactions add up to it, each becomes an item; where they
do not, or are not all said, the entry stays whole and a problem says so.
"""

from __future__ import annotations

from datetime import date

from agister.errors import PaymentError
from agister.payments.bank_amount import amount_of, day_of, is_credit, units_of
from agister.payments.bank_entry import Entry, Transaction
from agister.payments.creditor_reference import reference_text
from agister.payments.iban import account_number
from agister.payments.statement import BOOKED, FUTURE, INFORMATION, PENDING, BankCharge
from agister.payments.xml_message import Element
from agister.rights import Problem

#: What stands in a reference where there is none.
_NO_REFERENCE = frozenset({"NOTPROVIDED", "NONREF", "NOREF", "NOT PROVIDED", "UNKNOWN"})
#: Where the amount of a transaction stands, newest versions first.
_AMOUNTS = ("Amt", "AmtDtls/TxAmt/Amt", "AmtDtls/InstdAmt/Amt")


def read_entry(element: Element, account: str, created: date | None) -> Entry:
    """Read `Ntry`. `account`: whose statement it is; `created`: its day, for entries without one.

    Raises `PaymentError` where amount, currency, direction, status or all days are missing or wrong.
    """
    problems: list[Problem] = []
    amount = element.first("Amt")
    if amount is None:
        raise PaymentError(f"{element.place}: an entry without an amount")
    units, code = amount_of(amount)
    credit = is_credit(element)
    booking, value = _day(element, "BookgDt"), _day(element, "ValDt")
    day = value or booking
    if day is None:
        if created is None:
            raise PaymentError(f"{element.place}: an entry without booking day and value day")
        day = created
        problems.append(_problem(element, "no-day", f"names no day; the day of the message, {day}, stands for it"))
    reversal = element.said("RvslInd") in ("true", "1")
    details = list(element.all("NtryDtls/TxDtls"))
    amounts = _split(details, units, code, credit) if len(details) > 1 else None
    if len(details) > 1 and amounts is None:
        problems.append(
            _problem(
                element,
                "batch-not-split",
                f"its {len(details)} transactions do not add up to {amount.text} {code}, or do not say their amounts: kept whole",
            )
        )
    if len(details) == 1:
        problems += _differs(details[0], units, code, amount.text)
    transactions: tuple[Transaction, ...]
    if amounts is None:
        # What all transactions of an entry that stays whole would say belongs to none of them.
        detail = details[0] if len(details) == 1 else None
        transactions = (_transaction(element, detail, units, credit, reversal, account),)
    else:
        transactions = tuple(
            _transaction(element, detail, abs(signed), signed >= 0 if signed else credit, reversal, account)
            for detail, signed in zip(details, amounts, strict=True)
        )
    return Entry(
        place=element.place,
        units=units,
        currency=code,
        credit=credit,
        reversal=reversal,
        status=_status(element, problems),
        bank_reference=_reference(element.said("AcctSvcrRef")),
        value_day=value or booking or day,
        booking_day=booking or value or day,
        bank_code=_bank_code(element),
        transactions=transactions,
        problems=tuple(problems),
    )


def _split(details: list[Element], units: int, code: str, credit: bool) -> list[int] | None:
    """Signed amounts of the transactions, where they add up to the entry; None where not."""
    whole = units if credit else -units
    for path in _AMOUNTS:
        signed: list[int] = []
        for detail in details:
            found = detail.first(path)
            if found is None or found.currency != code:
                break
            try:
                size = units_of(found.text, code, found.place)
                direction = is_credit(detail) if detail.first("CdtDbtInd") else credit
            except PaymentError:
                break
            signed.append(size if direction else -size)
        if len(signed) == len(details) and sum(signed) == whole:
            return signed
    return None


def _differs(detail: Element, units: int, code: str, text: str) -> list[Problem]:
    """A problem where the one transaction of an entry names another amount of the same currency."""
    found = detail.first("Amt", "AmtDtls/TxAmt/Amt")
    if found is None or found.currency != code:
        return []
    try:
        same = units_of(found.text, code, found.place) == units
    except PaymentError:
        same = False
    message = f"its one transaction says {found.text[:40]} {code}, the entry {text[:40]}: the entry counts"
    return [] if same else [_problem(detail, "amount-differs", message)]


def _transaction(
    entry: Element, detail: Element | None, units: int, credit: bool, reversal: bool, account: str
) -> Transaction:
    source = detail if detail is not None else entry
    party, number, ultimate = _counterparty(source, credit, reversal, account)
    return Transaction(
        place=source.place,
        units=units,
        credit=credit,
        bank_reference=_reference(source.said("Refs/AcctSvcrRef")) if detail is not None else "",
        counterparty=party,
        counterparty_account=number,
        ultimate_counterparty=ultimate,
        references=tuple(
            dict.fromkeys(
                reference_text(found.text)
                for found in source.all("RmtInf/Strd/CdtrRefInf")
                for found in found.children
                if found.name in ("Ref", "CdtrRef") and found.text
            )
        ),
        remittance=_remittance(entry, source),
        end_to_end_id=_reference(source.said("Refs/EndToEndId")),
        order_id=_reference(source.said("Refs/PmtInfId") or entry.said("NtryDtls/Btch/PmtInfId", "Btch/PmtInfId")),
        return_reason=" ".join(
            dict.fromkeys(
                said
                for said in (
                    source.said("RtrInf/Rsn/Cd", "RtrInf/Rsn/Prtry", "RtrInf/RtrRsn/Cd", "RtrInf/RtrRsn/Prtry"),
                    *(found.text for found in source.all("RtrInf/AddtlInf")),
                    *(found.text for found in source.all("RtrInf/AddtlRtrRsnInf")),
                )
                if said
            )
        ),
        charges=_charges(source) or (_charges(entry) if detail is not None and entry is not source else ()),
    )


def _counterparty(source: Element, credit: bool, reversal: bool, account: str) -> tuple[str, str, str]:
    """Name, account and ultimate party of the other side.

    Roles are those of the first payment, also where it is reversed; where the account in that role is our own, it is the other.
    """
    roles = ("Dbtr", "Cdtr") if credit is not reversal else ("Cdtr", "Dbtr")
    parties = source.first("RltdPties")
    if parties is None:
        return "", "", ""
    for role in roles:
        number = parties.said(f"{role}Acct/Id/IBAN", f"{role}Acct/Id/Othr/Id", f"{role}Acct/Id/PrtryAcct/Id")
        name = parties.said(f"{role}/Nm", f"{role}/Pty/Nm", f"{role}/Agt/FinInstnId/Nm")
        ultimate = parties.said(f"Ultmt{role}/Nm", f"Ultmt{role}/Pty/Nm")
        if number and "".join(number.split()) == account:
            continue
        if number or name or ultimate:
            return name or ultimate, account_number(number), ultimate
    return "", "", ""


def _remittance(entry: Element, source: Element) -> str:
    said = [found.text for found in source.all("RmtInf/Ustrd") if found.text]
    for path in ("RmtInf/Strd/AddtlRmtInf", "RmtInf/Strd/RfrdDocInf/Nb"):
        said += [found.text for found in source.all(path) if found.text]
    if not said:
        said = [text for text in (source.said("AddtlTxInf"), entry.said("AddtlNtryInf")) if text][:1]
    return " ".join(said)


def _charges(source: Element) -> tuple[BankCharge, ...]:
    """What the bank says it charged. What cannot be read is left out: charges never move money here."""
    found = []
    for record in (*source.all("Chrgs/Rcrd"), *source.all("Chrgs")):
        amount = record.first("Amt")
        if amount is None:
            continue
        try:
            units, code = amount_of(amount)
        except PaymentError:
            continue
        if units:
            found.append(BankCharge(units=units, currency=code, credit=record.said("CdtDbtInd") == "CRDT"))
    return tuple(found)


def _status(element: Element, problems: list[Problem]) -> str:
    status = element.first("Sts")
    said = status.text or status.said("Cd", "Prtry") if status is not None else ""
    if not said:
        raise PaymentError(f"{element.place}: an entry without a status; whether it is booked cannot be said")
    if said not in (BOOKED, PENDING, INFORMATION, FUTURE):
        problems.append(
            _problem(element, "status-unknown", f"its status is {said[:40]!r}, which is not booked: no money")
        )
    return said[:40]


def _bank_code(element: Element) -> str:
    domain = element.first("BkTxCd/Domn")
    if domain is not None:
        steps = (domain.said("Cd"), domain.said("Fmly/Cd"), domain.said("Fmly/SubFmlyCd"))
        return "/".join(step for step in steps if step)
    return element.said("BkTxCd/Prtry/Cd")


def _day(element: Element, name: str) -> date | None:
    said = element.said(f"{name}/Dt", f"{name}/DtTm")
    if not said:
        return None
    found = day_of(said)
    if found is None:
        raise PaymentError(f"{element.place}/{name}: {said[:40]!r} is no day")
    return found


def _reference(text: str) -> str:
    return "" if text.upper() in _NO_REFERENCE else text


def _problem(element: Element, kind: str, message: str) -> Problem:
    return Problem(kind=f"camt-{kind}", place=element.place, message=message, clause="ISO 20022 camt")
