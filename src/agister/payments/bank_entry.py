"""An entry of a bank statement before it gets its keys, whatever form the statement has."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from agister.payments.statement import BankCharge
from agister.rights import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Transaction:
    """One payment within an entry; or the entry itself, where it is not divided."""

    place: str
    units: int
    credit: bool
    bank_reference: str = ""
    counterparty: str = ""
    counterparty_account: str = ""
    ultimate_counterparty: str = ""
    references: tuple[str, ...] = ()
    remittance: str = ""
    end_to_end_id: str = ""
    order_id: str = ""
    return_reason: str = ""
    charges: tuple[BankCharge, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry, its transactions in their order. Those of a divided entry add up to it."""

    place: str
    units: int
    currency: str
    credit: bool
    reversal: bool
    status: str
    bank_reference: str
    """Empty where the bank gives none."""
    value_day: date
    booking_day: date
    bank_code: str
    transactions: tuple[Transaction, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def signed(self) -> int:
        """Minor units, negative where money went out."""
        return self.units if self.credit else -self.units
