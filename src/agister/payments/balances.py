"""Balances of a statement, and whether they, its summary and its entries agree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from agister.errors import PaymentError
from agister.ledger.currency import currency
from agister.payments.bank_amount import amount_of, day_of, is_credit
from agister.payments.bank_entry import Entry
from agister.payments.statement import BOOKED
from agister.payments.xml_message import Element

#: Codes of booked balances (ISO 20022 external code set): before all entries and after them. `ITBD` is either, on inner pages.
OPENING, PREVIOUS, INTERIM, CLOSING = "OPBD", "PRCD", "ITBD", "CLBD"
_TOTALS = (("TtlNtries", (True, False)), ("TtlCdtNtries", (True,)), ("TtlDbtNtries", (False,)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """What a bank says lies on the account."""

    code: str
    """`OPBD`, `CLBD`, …"""
    units: int
    """Minor units; negative is overdrawn."""
    currency: str
    day: date | None


def balances_of(statement: Element) -> tuple[Balance, ...]:
    """All balances of a statement, in their order. Raises `PaymentError` where an amount or direction is none."""
    found = []
    for element in statement.all("Bal"):
        amount = element.first("Amt")
        if amount is None:
            raise PaymentError(f"{element.place}: a balance without an amount")
        units, code = amount_of(amount)
        found.append(
            Balance(
                code=element.said("Tp/CdOrPrtry/Cd", "Tp/CdOrPrtry/Prtry", "Tp/Cd", "Tp/Prtry"),
                units=units if is_credit(element) else -units,
                currency=code,
                day=day_of(element.said("Dt/Dt", "Dt/DtTm")),
            )
        )
    return tuple(found)


def opening_of(balances: Sequence[Balance]) -> Balance | None:
    """The booked balance before the entries."""
    for code in (OPENING, PREVIOUS):
        for balance in balances:
            if balance.code == code:
                return balance
    interim = [balance for balance in balances if balance.code == INTERIM]
    closing = any(balance.code == CLOSING for balance in balances)
    return interim[0] if len(interim) > 1 or (interim and closing) else None


def closing_of(balances: Sequence[Balance]) -> Balance | None:
    """The booked balance after the entries."""
    for balance in balances:
        if balance.code == CLOSING:
            return balance
    interim = [balance for balance in balances if balance.code == INTERIM]
    opening = any(balance.code in (OPENING, PREVIOUS) for balance in balances)
    return interim[-1] if len(interim) > 1 or (interim and opening) else None


def disagreement(
    code: str, opening: Balance | None, closing: Balance | None, entries: Sequence[tuple[str, str, int]]
) -> tuple[bool | None, str]:
    """Whether opening + booked entries = closing, and why nothing may be booked where it does not.

    `code`: the currency of the account; `entries`: currency, status and signed minor units of each.
    """
    other = sorted({item[0] for item in entries if item[1] == BOOKED and item[0] != code})
    if other:
        return None, f"the account is kept in {code} and an entry in {other[0]}; ask the bank for a statement in {code}"
    wrong = [balance for balance in (opening, closing) if balance is not None and balance.currency != code]
    if wrong:
        reason = f"its balance {wrong[0].code} is in {wrong[0].currency}, the account in {code}"
        return None, f"{reason}; what it adds up to cannot be checked, ask the bank"
    if opening is None or closing is None:
        return None, ""
    booked = sum(units for _, status, units in entries if status == BOOKED)
    if opening.units + booked == closing.units:
        return True, ""
    missing = closing.units - opening.units - booked
    return False, (
        f"opening {opening.units} and booked entries {booked} do not make closing {closing.units} ({code}, minor units): "
        f"{missing} is missing; ask the bank for the whole statement"
    )


def summary_fault(statement: Element, code: str, entries: Sequence[Entry]) -> str:
    """Where the bank's own summary (`TxsSummry`) contradicts the entries: why nothing may be booked. Empty where it agrees."""
    summary = statement.first("TxsSummry")
    if summary is None:
        return ""
    for name, directions in _TOTALS:
        total = summary.first(name)
        if total is None:
            continue
        # The standard counts all entries; some banks count only what is booked.
        counted = [entry for entry in entries if entry.credit in directions]
        booked = [entry for entry in counted if entry.status == BOOKED]
        said = total.said("NbOfNtries")
        if said.isascii() and said.isdigit() and len(said) <= 15 and int(said) not in (len(counted), len(booked)):
            return f"its summary ({name}) counts {said} entries, it holds {len(counted)}; ask the bank for the whole statement"
        found = _sum(total.said("Sum"), code)
        sums = {sum(entry.units for entry in group) for group in (counted, booked)}
        if found is not None and found not in sums:
            units = sum(entry.units for entry in counted)
            return (
                f"its summary ({name}) adds up to {total.said('Sum')[:40]}, its entries to {units} minor units of {code}; "
                "ask the bank for the whole statement"
            )
    return ""


def _sum(text: str, code: str) -> Fraction | None:
    """Minor units of a sum, which may have any decimals; None where it is none."""
    whole, _, decimals = text.partition(".")
    digits = whole + decimals
    if not (digits.isascii() and digits.isdigit()) or len(digits) > 40:
        return None
    scale: int = 10 ** len(decimals)
    return Fraction(int(digits) * int(10 ** currency(code).exponent), scale)
