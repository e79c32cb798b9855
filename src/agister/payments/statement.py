"""What a bank says happened on an account: a statement, its items, and what makes an item the same in two messages."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from agister.errors import PaymentError
from agister.rights import Problem

#: Statuses of an entry (ISO 20022 external code set `EntryStatus`). Only what is booked is money.
BOOKED, PENDING, INFORMATION, FUTURE = "BOOK", "PDNG", "INFO", "FUTR"


class StatementKind(StrEnum):
    """Which of the three messages of a bank it is."""

    REPORT = "report"
    """camt.052, within the day: what it says is said again."""
    STATEMENT = "statement"
    """camt.053 or CSV: a whole day or more, with balances."""
    NOTIFICATION = "notification"
    """camt.054: single entries, without balances."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BankCharge:
    """What the bank kept for itself, as the statement says. It is part of an item's amount or another item; it never adds to one."""

    units: int
    currency: str
    credit: bool = False
    """The bank gives it back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementItem:
    """One movement on the account: an entry, or one transaction of an entry that the bank booked in a batch."""

    place: str
    """Where in the message: `Stmt[1]/Ntry[3]/NtryDtls[1]/TxDtls[2]`, `line 7`."""
    key: str
    """Idempotency key: the same in every message that tells of this movement, where the bank gives references."""
    entry_key: str
    """Key of the entry that it is, or is part of: two messages may divide one entry differently."""
    bank_reference: str
    """The bank's own reference; a derived one, `derived-…`, where it gives none."""
    units: int
    """Minor units, zero or more."""
    currency: str
    credit: bool
    """Money that comes in, whatever it is called."""
    reversal: bool
    """It undoes an earlier movement in the other direction."""
    status: str
    """`BOOK`, `PDNG`, `INFO`, `FUTR`; only `BOOK` is money."""
    value_day: date
    """The booking day where the bank names none."""
    booking_day: date
    """The value day where the bank names none."""
    counterparty: str = ""
    """Name of who paid, or was paid."""
    counterparty_account: str = ""
    """Their IBAN, or another account number."""
    ultimate_counterparty: str = ""
    """On whose behalf they paid, or for whom they were paid."""
    creditor_reference: str = ""
    """The first structured reference, RF… or another."""
    references: tuple[str, ...] = ()
    """All structured references."""
    remittance: str = ""
    """Free text."""
    end_to_end_id: str = ""
    """What who ordered the payment called it; empty where not provided."""
    order_id: str = ""
    """The order of ours that it carries out (`PmtInfId`), where the bank says so."""
    return_reason: str = ""
    """Code and words, where it is the return of a payment: `AC04 Closed account`."""
    charges: tuple[BankCharge, ...] = ()
    bank_code: str = ""
    """What kind of transaction the bank says it is: `PMNT/RCDT/ESCT`."""
    part: str = ""
    """`2/3` where an entry was split into its transactions."""

    @property
    def signed(self) -> int:
        """Minor units, negative where money went out."""
        return self.units if self.credit else -self.units

    @property
    def is_money(self) -> bool:
        """Booked, and not zero."""
        return self.status == BOOKED and self.units > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One statement of one account."""

    message: str
    """`camt.053.001.08`, `csv`."""
    kind: StatementKind
    id: str
    account: str
    """IBAN, or the bank's own number."""
    currency: str
    """Empty where the message says nowhere, because nothing is in it."""
    opening: int | None
    """Booked balance before, in minor units; negative is overdrawn. None where it is not said."""
    closing: int | None
    """Booked balance after."""
    items: tuple[StatementItem, ...]
    digest: str
    """`sha256:…` of the file that it stands in."""
    start: date | None = None
    end: date | None = None
    holder: str = ""
    page: int = 1
    last_page: bool = True
    reconciled: bool | None = None
    """Opening + booked items = closing: yes, no, or cannot be said."""
    refusal: str = ""
    """Why nothing of it may be booked: it contradicts itself. Empty where it may."""
    problems: tuple[Problem, ...] = ()

    @property
    def money(self) -> tuple[StatementItem, ...]:
        """The items that moved money."""
        return tuple(item for item in self.items if item.is_money)

    @property
    def totals(self) -> dict[str, int]:
        """Sum of what was booked, for each currency that was, in minor units."""
        found: dict[str, int] = {}
        for item in self.items:
            if item.status == BOOKED:
                found[item.currency] = found.get(item.currency, 0) + item.signed
        return found

    @property
    def total(self) -> int:
        """Sum of what was booked in the currency of the account, in minor units."""
        return self.totals.get(self.currency, 0)

    @property
    def key(self) -> str:
        """Idempotency key of the statement itself: the same when the bank sends it again."""
        return f"statement:{self.account}:{self.currency}:{self.kind}:{self.id}:{self.page}"


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementFile:
    """What one file of the bank holds."""

    name: str
    digest: str
    """`sha256:…` of its bytes."""
    message: str
    message_id: str
    statements: tuple[Statement, ...]
    problems: tuple[Problem, ...] = ()
    """Of the file; each statement has its own."""


def require_bookable(statement: Statement) -> Statement:
    """The statement, where it does not contradict itself. Raises `PaymentError` with the reason: nothing of it is to be booked."""
    if statement.refusal:
        raise PaymentError(f"statement {statement.id} of {statement.account}: {statement.refusal}; nothing is booked")
    return statement


def new_items(
    items: Iterable[StatementItem], booked: Collection[str]
) -> tuple[tuple[StatementItem, ...], tuple[StatementItem, ...]]:
    """Those that are to be booked, and those that tell of what was booked before.

    `booked` holds the keys under which items were booked. An entry counts as booked where any part of it was, so that a batch that
    a camt.054 divides and a camt.053 does not is booked once. Ask for one statement at a time, with the keys of those before it.
    """
    entries = {key.partition("#")[0] for key in booked}
    new: dict[str, StatementItem] = {}
    known = []
    for item in items:
        if item.entry_key in entries or item.key in new:
            known.append(item)
        else:
            new[item.key] = item
    return tuple(new.values()), tuple(known)
