"""A payout: what one payee is entitled to in one run, and where its money lies."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256

from agister.errors import ProcedureError

#: What an identifier of a payee or purpose may be, so that an account can be named after it.
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,59}", re.ASCII)
#: Longest end-to-end identification in a payment message (ISO 20022, Max35Text).
END_TO_END = 35
#: Beginning of payouts that are no shares of a run: money that goes back to a payer, or on to another office.
REFUND, REMITTANCE = "refund", "remittance"


class Why(StrEnum):
    """Why money rests, as the account says it: `Held:Unlocated:2031`."""

    UNLOCATED = "Unlocated"
    """The payee cannot be found, or not be reached."""
    SUSPENDED = "Suspended"
    """The payee is suspended, or under a sanctions check."""
    NO_ACCOUNT = "NoAccount"
    """No bank account of the payee can be used yet."""
    NOT_ADMITTED = "NotAdmitted"
    """The payee is known, but not admitted (any more)."""
    BELOW_LEAST = "BelowLeast"
    """Less than the least that is paid out; it adds up until it is more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a payee stands with the office."""

    hold: str = ""
    """Empty: it can be paid. Otherwise a word of `Why`."""
    reason: str = ""
    """One sentence: why it rests, or what it was admitted by."""

    def __post_init__(self) -> None:
        if self.hold and self.hold not in tuple(Why):
            raise ProcedureError(f"{self.hold!r} is no reason for which money rests; allowed: {', '.join(Why)}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordered:
    """A payment in an order at the bank."""

    order: str
    end_to_end: str
    payout: str
    payee: str
    units: int
    currency: str
    account: str
    """Account of the office that it is paid from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Payout:
    """Money for one payee out of one run."""

    id: str
    """`RUN/PAYEE`"""
    payee: str
    run: str
    currency: str
    entitled: int = 0
    payable: int = 0
    held: Mapping[str, int] = field(default_factory=dict)
    """Account → minor units that rest."""
    paid: int = 0
    given_back: int = 0
    """What went back to a pot: reversed, or not distributable."""
    year: int = 0
    """Financial year in which the money was collected."""
    attempts: int = 0
    """How often it was ordered at the bank."""
    ordered: Ordered | None = None
    """The payment that the bank has not answered yet."""

    @property
    def resting(self) -> int:
        """Minor units that rest, whatever for."""
        return sum(self.held.values())

    @property
    def account(self) -> str:
        """Where it is owed."""
        return f"Refund:{self.payee}" if self.run == REFUND else f"Payable:{self.payee}"


def payout_id(run: str, payee: str) -> str:
    """`2031/archive`; the journal's subject is `payout:2031/archive`."""
    return f"{run}/{payee}"


def end_to_end(payout: str, attempt: int) -> str:
    """The identification that a payment carries from end to end: the same for the same payout and attempt, at most 35 characters.

    It begins with what a person can recognise, and ends with 14 digits of a digest, so that no two payouts share one.
    """
    readable = re.sub(r"[^A-Za-z0-9]+", "-", payout)[:20].strip("-")
    digest = sha256(f"{payout}\n{attempt}".encode()).hexdigest()
    return f"{readable}-{digest[:14]}"


def check_name(name: str, what: str) -> str:
    """The name itself. Raises `ProcedureError` where no account or message can carry it."""
    if not NAME.fullmatch(name):
        raise ProcedureError(
            f"{name[:60]!r} cannot be {what}: use up to 60 of A-Z a-z 0-9 . _ + - and begin with a letter or digit"
        )
    return name
