"""The accounts of a levy office, and what each entry must keep: money that is there, and claims, never mix.

*Cash side*: what lies at the bank, and for whom. `Bank = Suspense + Pot + Fund + Reserve + Administration + Payable + Held + Refund`.
*Claim side*: what is owed to the office, and what was assessed. Each entry sums to zero on each side, so no pot or fund is ever
credited from a claim: money is shared out once it came in.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from agister.errors import BrokenInvariant, JournalError
from agister.ledger.entry import JournalEntry, Posting

CASH, CLAIM = "cash", "claim"


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """Accounts that begin alike."""

    name: str
    side: str
    debit: bool
    """Its balance is a debit (what one has); otherwise a credit (what one owes, or keeps for somebody)."""
    parts: tuple[str, ...]
    """What its further parts name."""
    meaning: str


FAMILIES: tuple[Family, ...] = (
    Family(name="Bank", side=CASH, debit=True, parts=("account",), meaning="money at the bank"),
    Family(name="Suspense", side=CASH, debit=False, parts=(), meaning="received, not yet matched with a charge"),
    Family(name="Pot", side=CASH, debit=False, parts=("period",), meaning="received, undisputed, to be shared out"),
    Family(name="Fund", side=CASH, debit=False, parts=("purpose",), meaning="shared out to a purpose, nobody entitled yet"),
    Family(name="Reserve", side=CASH, debit=False, parts=(), meaning="kept for bad years"),
    Family(name="Administration", side=CASH, debit=False, parts=(), meaning="for the costs of the office, capped"),
    Family(name="Payable", side=CASH, debit=False, parts=("payee",), meaning="a payee is entitled to it"),
    Family(name="Held", side=CASH, debit=False, parts=("why", "case"), meaning="rests, with the reason: Disputed, Unlocated, …"),
    Family(name="Refund", side=CASH, debit=False, parts=("party",), meaning="to be paid back to a payer"),
    Family(name="Receivable", side=CLAIM, debit=True, parts=("what", "party"), meaning="owed by a party: Levy, Interest, Penalty"),
    Family(name="Assessed", side=CLAIM, debit=False, parts=("what", "period"), meaning="assessed and not yet received"),
    Family(name="Loss", side=CLAIM, debit=True, parts=("why",), meaning="given up: Collection, Remission"),
)  # fmt: skip
BY_NAME = {family.name: family for family in FAMILIES}
#: What is owed: the second part of `Receivable` and `Assessed`.
OWED = ("Levy", "Interest", "Penalty")


def family(account: str) -> Family:
    """The family of an account. Raises `JournalError` where it has none or too many or few parts."""
    name, *parts = account.split(":")
    found = BY_NAME.get(name)
    if found is None or len(parts) != len(found.parts):
        shapes = ", ".join(":".join((item.name, *(f"<{part}>" for part in item.parts))) for item in FAMILIES)
        raise JournalError(f"{account} is no account of a levy office; there are {shapes}")
    if found.side == CLAIM and "what" in found.parts and parts[0] not in OWED:
        raise JournalError(f"{account}: what is owed is one of {', '.join(OWED)}")
    return found


def check_sides(entry: JournalEntry) -> None:
    """Refuse an entry that does not sum to zero on each side: it would share out what was not received."""
    sums: dict[tuple[str, str], int] = {}
    for posting in entry.postings:
        name = (family(posting.account).side, posting.currency)
        sums[name] = sums.get(name, 0) + posting.units
    for (side, code), units in sorted(sums.items()):
        if units:
            raise JournalError(
                f"entry {entry.key} ({entry.kind}) moves {units} minor units of {code} between money and claims ({side} side): "
                "nothing may be credited from a claim that was not received"
            )


def move(debit: str, credit: str, units: int, code: str) -> tuple[Posting, ...]:
    """The two postings that move an amount; the mirror image where it is negative, none where it is zero."""
    if not units:
        return ()
    return (
        Posting(account=debit, units=units, currency=code),
        Posting(account=credit, units=-units, currency=code),
    )


def mirrored(postings: Iterable[Posting]) -> tuple[Posting, ...]:
    """What undoes postings, to the minor unit."""
    return tuple(Posting(account=item.account, units=-item.units, currency=item.currency) for item in postings)


def check_cash_identity(balances: dict[tuple[str, str], int]) -> None:
    """What lies at the bank is what is kept for somebody. Raises `BrokenInvariant`: no sequence of entries may reach this."""
    sums: dict[str, int] = {}
    for (account, code), units in balances.items():
        if family(account).side == CASH:
            sums[code] = sums.get(code, 0) + units
    wrong = sorted(code for code, units in sums.items() if units)
    if wrong:
        raise BrokenInvariant(f"the cash identity does not hold: {wrong[0]} is off by {sums[wrong[0]]} minor units")
