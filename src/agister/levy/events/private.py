"""What of an entry not everybody sees: sealed with a salt when it is booked, so that the journal can be published and still checked.

A seal is the digest of salt and value. Without the salt nobody finds an IBAN by trying all of them; with it, anybody checks it.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import replace

from agister.errors import JournalError
from agister.ledger.entry import PRIVATE, Fact, JournalEntry, is_sealed
from agister.levy.events import EVENTS

#: Fewest bytes of the secret that salts come from.
SECRET_BYTES = 32


def salted(entry: JournalEntry, secret: bytes) -> JournalEntry:
    """An entry with a salt for each of its private facts: what an office books.

    `secret`: at least 32 bytes that the office keeps to itself; the same entry gets the same salts, so booking it twice is
    booking it once. Raises `JournalError` where the secret is too short.
    """
    if len(secret) < SECRET_BYTES:
        raise JournalError(f"a secret of {len(secret)} bytes hides nothing: take {SECRET_BYTES} random ones")
    names = open_facts(entry)
    if not names:
        return entry
    salts = {name: hmac.new(secret, f"{entry.key}\n{name}".encode(), "sha256").hexdigest()[:32] for name in names}
    return replace(entry, facts={**entry.facts, PRIVATE: salts})


def open_facts(entry: JournalEntry) -> tuple[str, ...]:
    """Private facts of an entry that stand in it without salt or seal: it must not be shown as it is."""
    event = EVENTS.get(entry.kind)
    if event is None or not event.private:
        return ()
    salts = entry.facts.get(PRIVATE, {})
    known = salts if isinstance(salts, Mapping) else {}
    facts: dict[str, Fact] = {name: value for name, value in entry.facts.items() if name != PRIVATE}
    present = _names(facts, frozenset(event.private) - {"text"}) | ({"text"} if not is_sealed(entry.text) else set())
    return tuple(name for name in event.private if name in present and name not in known)


def _names(value: Fact, wanted: frozenset[str]) -> set[str]:
    if isinstance(value, Mapping):
        here = {name for name, item in value.items() if name in wanted and not is_sealed(item)}
        return here.union(*(_names(item, wanted) for name, item in value.items() if name not in here))
    if isinstance(value, list | tuple):
        return set().union(*(_names(item, wanted) for item in value))
    return set()
