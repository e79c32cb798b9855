"""Everything that can happen in a levy office, as kinds of journal entries. One list; the journal takes no other."""

from __future__ import annotations

from agister.errors import JournalError
from agister.ledger.entry import JournalEntry
from agister.levy.chart import check_sides
from agister.levy.events.event import EventKind
from agister.levy.events.governance import GOVERNANCE
from agister.levy.events.procedure import PROCEDURE
from agister.levy.events.receipts import RECEIPTS
from agister.levy.events.sharing_out import SHARING_OUT

EVENTS: dict[str, EventKind] = {event.name: event for event in (*GOVERNANCE, *PROCEDURE, *RECEIPTS, *SHARING_OUT)}

__all__ = ["EVENTS", "EventKind", "check_event"]


def check_event(entry: JournalEntry) -> None:
    """What every entry of a levy office must keep, for `EntryCheck`: a known kind, its facts, its accounts, both sides zero."""
    event = EVENTS.get(entry.kind)
    if event is None:
        raise JournalError(f"entry {entry.key}: {entry.kind!r} is nothing that happens in a levy office")
    event.check(entry)
    check_sides(entry)
