"""Keys by which the same movement is known again, in another message, file or format.

Where the bank gives a reference (`AcctSvcrRef`), the key is account, booking day, direction, amount and that reference: a reference
alone is not enough, since banks give a payment, its fee and its return the same one, and use them again after years. Where it gives
none, a digest of all that is said of the movement stands for it. Movements equal in all this are numbered within their file.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence

from agister.ledger.entry import canonical
from agister.payments.bank_entry import Entry
from agister.payments.statement import BOOKED, StatementItem


class Keys:
    """Numbers equal movements of one file.

    Those with a reference of the bank are numbered within their statement, since two statements that give the same one mean the same;
    those without are numbered through the file, since nothing says that they are the same.
    """

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()
        self._referenced: Counter[str] = Counter()

    def next_statement(self) -> None:
        """Another statement of the file begins."""
        self._referenced.clear()

    def entry_key(self, account: str, entry: Entry) -> tuple[str, str]:
        """Key of an entry, and its bank reference or the derived one."""
        reference = entry.bank_reference
        if not reference and len(entry.transactions) == 1:
            reference = entry.transactions[0].bank_reference
        counter = self._referenced if reference else self._seen
        reference = reference or derived(entry)
        parts = (
            "bank",
            _part(account),
            entry.booking_day.isoformat(),
            f"{'+' if entry.credit else '-'}{entry.units}{entry.currency}{'R' if entry.reversal else ''}",
            _part(reference),
            *(() if entry.status == BOOKED else (_part(entry.status),)),
        )
        key = ":".join(parts)
        counter[key] += 1
        times = counter[key]
        return (key if times == 1 else f"{key}~{times}"), reference


def items_of(account: str, entries: Sequence[Entry], keys: Keys) -> tuple[StatementItem, ...]:
    """The items of entries, each with its keys."""
    found = []
    for entry in entries:
        entry_key, reference = keys.entry_key(account, entry)
        count = len(entry.transactions)
        for number, one in enumerate(entry.transactions, start=1):
            found.append(
                StatementItem(
                    place=one.place,
                    key=entry_key if count == 1 else f"{entry_key}#{number}",
                    entry_key=entry_key,
                    bank_reference=reference if count == 1 else one.bank_reference or f"{reference}#{number}",
                    units=one.units,
                    currency=entry.currency,
                    credit=one.credit,
                    reversal=entry.reversal,
                    status=entry.status,
                    value_day=entry.value_day,
                    booking_day=entry.booking_day,
                    counterparty=one.counterparty,
                    counterparty_account=one.counterparty_account,
                    ultimate_counterparty=one.ultimate_counterparty,
                    creditor_reference=one.references[0] if one.references else "",
                    references=one.references,
                    remittance=one.remittance,
                    end_to_end_id=one.end_to_end_id,
                    order_id=one.order_id,
                    return_reason=one.return_reason,
                    charges=one.charges,
                    bank_code=entry.bank_code,
                    part=f"{number}/{count}" if count > 1 else "",
                )
            )
    return tuple(found)


def derived(entry: Entry) -> str:
    """A reference made of what is said of an entry, where the bank gives none: the same whenever the bank says the same."""
    said = [
        entry.value_day.isoformat(),
        entry.bank_code,
        [
            [
                one.units if one.credit else -one.units,
                one.bank_reference,
                one.counterparty,
                one.counterparty_account,
                list(one.references),
                one.remittance,
                one.end_to_end_id,
            ]
            for one in entry.transactions
        ],
    ]
    return "derived-" + hashlib.sha256(canonical(said).encode("utf-8", "surrogatepass")).hexdigest()[:20]


def _part(text: str) -> str:
    """A part of a key: `#` divides entry and part, `~` numbers, `:` divides."""
    return "".join(f"%{ord(character):02X}" if character in "#~:%" else character for character in text)
