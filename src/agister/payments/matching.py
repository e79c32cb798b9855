"""Whose money it is: a receipt, the charges that are open, and the parties that are known → what it pays, and what remains.

By creditor reference; else by party and amount; else by nobody, with the reason and who it might be. Nothing is guessed: a receipt
that fits two parties fits none. What is applied and what remains add up to the receipt, always.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from agister.payments.creditor_reference import references_in
from agister.payments.iban import plain
from agister.payments.open_charge import INTEREST, Applied, OpenCharge, Party, applied_to, in_order
from agister.payments.statement import StatementItem

#: Most candidates that are named.
CANDIDATES = 10


class Method(StrEnum):
    """How a receipt was matched."""

    REFERENCE = "creditor reference"
    AMOUNT_AND_PARTY = "amount and party"
    UNMATCHED = "unmatched"
    """It rests in suspense."""
    RETURNED = "returned payment"
    """Money of ours that came back: look for the order by its end-to-end id."""
    TAKEN_BACK = "receipt taken back"
    """The bank took a receipt back: look for the receipt."""
    NOT_A_RECEIPT = "not a receipt"
    """Money went out, or nothing was booked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What a receipt pays."""

    item: str
    """Key of the statement item."""
    method: Method
    party: str = ""
    """Whose it is; empty where it cannot be said."""
    applied: tuple[Applied, ...] = ()
    remainder: int
    """Minor units that pay nothing: overpaid, or unmatched."""
    reason: str
    """In words, for people."""
    candidates: tuple[str, ...] = ()
    """Ids of charges that it may have been meant for."""


def match(item: StatementItem, open_charges: Iterable[OpenCharge], parties: Iterable[Party]) -> Match:
    """Match one booked item. The order of charges and parties does not matter.

    A named charge is paid first, then the party's others: the oldest levy, its interest, … penalties. A charge that is disputed is
    paid only where it is named; one that is named and paid already takes nothing, and the whole receipt remains.
    """
    charges = tuple(open_charges)
    if not item.is_money or not item.credit:
        if item.is_money and (item.reversal or item.return_reason):
            said = f" ({item.return_reason})" if item.return_reason else ""
            return _none(item, Method.TAKEN_BACK, f"the bank took a receipt back{said}", ())
        why = "money went out" if item.is_money else "nothing was booked"
        return _none(item, Method.NOT_A_RECEIPT, f"{why}: there is nothing to match", ())
    same_currency = tuple(charge for charge in charges if charge.currency == item.currency)
    named = _named(item, charges)
    if item.reversal or (item.return_reason and not named):
        said = f" ({item.return_reason})" if item.return_reason else ""
        return _none(
            item,
            Method.RETURNED,
            f"a payment came back{said}; its end-to-end id is {item.end_to_end_id or 'not said'}",
            (),
        )
    if named:
        return _by_reference(item, named, same_currency)
    return _by_party(item, same_currency, sorted(parties, key=lambda party: party.id))


def _named(item: StatementItem, charges: Sequence[OpenCharge]) -> tuple[OpenCharge, ...]:
    said = {plain(text) for text in (*item.references, item.end_to_end_id, *references_in(item.remittance)) if text}
    return tuple(charge for charge in charges if charge.reference and plain(charge.reference) in said)


def _by_reference(item: StatementItem, named: tuple[OpenCharge, ...], charges: tuple[OpenCharge, ...]) -> Match:
    owners = sorted({charge.party for charge in named})
    if len(owners) > 1:
        return _none(
            item,
            Method.UNMATCHED,
            f"its references are those of {' and '.join(owners[:3])}: which pays is not said",
            named,
        )
    party = owners[0]
    chosen = {charge.id for charge in named}
    theirs = in_order(charge for charge in charges if charge.party == party)
    payable = tuple(charge for charge in theirs if charge.id in chosen)
    if not payable:
        first = in_order(named)[0]
        reason = f"it names {first.id}, owed in {first.currency}, and was paid in {item.currency}"
        return _none(item, Method.UNMATCHED, reason, named)
    names = ", ".join(charge.id for charge in payable)
    if not any(charge.outstanding for charge in payable):
        reason = f"it names {names}, which is paid already: paid twice, or too much"
        return Match(item=item.key, method=Method.REFERENCE, party=party, remainder=item.units, reason=reason)
    others = tuple(charge for charge in theirs if charge.id not in chosen and not charge.disputed)
    applied, remainder = applied_to(item.units, (*payable, *others))
    owed = sum(charge.outstanding for charge in payable)
    reason = f"it names {names}"
    if item.units < owed:
        reason += f"; {owed - item.units} of {owed} stay open"
    elif item.units > owed:
        reason += f"; {item.units - owed} more than that is owed on it"
    return Match(
        item=item.key, method=Method.REFERENCE, party=party, applied=applied, remainder=remainder, reason=reason
    )


def _by_party(item: StatementItem, charges: tuple[OpenCharge, ...], parties: Sequence[Party]) -> Match:
    owing = tuple(charge for charge in charges if charge.outstanding > 0 and not charge.disputed)
    found, how = _parties(item, parties)
    same_amount = tuple(charge for charge in owing if charge.outstanding == item.units)
    if not found:
        who = item.counterparty or item.counterparty_account or "nobody who is named"
        return _none(item, Method.UNMATCHED, f"no reference of ours, and {who[:70]!r} is no known party", same_amount)
    if len(found) > 1:
        reason = f"no reference of ours, and {how} is that of {' and '.join(party.id for party in found[:3])}"
        return _none(
            item, Method.UNMATCHED, reason, tuple(c for c in owing if c.party in {party.id for party in found})
        )
    party = found[0].id
    # The order is that of all charges, paid ones too: interest stands where its levy would.
    theirs = tuple(
        charge
        for charge in in_order(charge for charge in charges if charge.party == party)
        if charge.outstanding > 0 and not charge.disputed
    )
    chosen = _fitting(item.units, theirs)
    if not chosen:
        reason = (
            f"no reference of ours; {how} is that of {party}, and {item.units} is not what any of its charges come to"
        )
        return _none(
            item,
            Method.UNMATCHED,
            reason if theirs else f"no reference of ours; {party} owes nothing in {item.currency}",
            theirs,
        )
    applied, remainder = applied_to(item.units, chosen)
    reason = f"{how} is that of {party}, and the amount that of {', '.join(charge.id for charge in chosen)}"
    return Match(
        item=item.key,
        method=Method.AMOUNT_AND_PARTY,
        party=party,
        applied=applied,
        remainder=remainder,
        reason=reason,
    )


def _fitting(units: int, charges: tuple[OpenCharge, ...]) -> tuple[OpenCharge, ...]:
    """The charges that an amount exactly pays: the first that it equals; a levy with its interest; the oldest ones; all."""
    for charge in charges:
        if charge.outstanding == units:
            return (charge,)
    for charge in charges:
        group = tuple(
            other for other in charges if other is charge or (other.kind == INTEREST and other.levy == charge.id)
        )
        if sum(other.outstanding for other in group) == units:
            return group
    total = 0
    for count, charge in enumerate(charges, start=1):
        total += charge.outstanding
        if total == units:
            return charges[:count]
    return ()


def _parties(item: StatementItem, parties: Sequence[Party]) -> tuple[tuple[Party, ...], str]:
    """Parties with the account of who paid; else with the name. And which of the two it was."""
    number = plain(item.counterparty_account)
    if number:
        found = tuple(party for party in parties if number in {plain(account) for account in party.accounts})
        if found:
            return found, "the account"
    names = {folded(name) for name in (item.counterparty, item.ultimate_counterparty)} - {""}
    return tuple(party for party in parties if names & {folded(name) for name in party.names}), "the name"


def folded(name: str) -> str:
    """A name as it is compared: without case, accents, punctuation and doubled blanks."""
    kept = (
        character
        for character in unicodedata.normalize("NFKD", name.casefold())
        if not unicodedata.combining(character)
    )
    return " ".join("".join(character if character.isalnum() else " " for character in kept).split())


def _none(item: StatementItem, method: Method, reason: str, candidates: Sequence[OpenCharge]) -> Match:
    return Match(
        item=item.key,
        method=method,
        remainder=item.units,
        reason=reason,
        candidates=tuple(charge.id for charge in in_order(candidates)[:CANDIDATES]),
    )
