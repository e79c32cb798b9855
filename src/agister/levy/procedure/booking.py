"""What every step does to be booked once: its key, whether it was booked before, and what of the journal still stands."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from agister.errors import ProcedureError
from agister.ledger import JournalEntry, JournalReader, Posting
from agister.ledger.entry import PRIVATE, Fact, entry_json

#: Kind of the entry that undoes another one as if it had not been.
CORRECTED = "corrected"


def standing(reader: JournalReader, *, kinds: Collection[str] = (), subject: str = "") -> tuple[JournalEntry, ...]:
    """Entries in their order, without those that a correction has undone."""
    undone = {booked.entry.corrects for booked in reader.entries(kinds=(CORRECTED,))}
    found = reader.entries(kinds=kinds, subject=subject)
    return tuple(booked.entry for booked in found if booked.entry.key not in undone)


def about(reader: JournalReader, subject: str) -> tuple[JournalEntry, ...]:
    """Entries about one subject that still stand."""
    return standing(reader, subject=subject)


def step(
    reader: JournalReader,
    *,
    kind: str,
    subject: str,
    on: date,
    by: str,
    text: str,
    facts: Mapping[str, Fact],
    postings: tuple[Posting, ...] = (),
    documents: tuple[str, ...] = (),
    corrects: str = "",
) -> JournalEntry:
    """An entry under the next key of its subject and kind: `party:acme/registration_submitted/1`."""
    number = 1 + sum(1 for _ in reader.entries(kinds=(kind,), subject=subject))
    return JournalEntry(
        key=f"{subject}/{kind}/{number}",
        kind=kind,
        on=on,
        subject=subject,
        by=by,
        text=text,
        facts=facts,
        postings=postings,
        documents=documents,
        corrects=corrects,
    )


def booked_before(entries: Sequence[JournalEntry], entry: JournalEntry) -> JournalEntry | None:
    """The entry that a step repeats, so that it is booked once: one from the same document, or the last one, if it says the same."""
    alike = [item for item in entries if item.kind == entry.kind]
    if entry.documents:
        for item in alike:
            if item.documents == entry.documents:
                return item
    last = entries[-1] if entries else None
    return last if last is not None and _content(last) == _content(entry) else None


def check_order(entries: Sequence[JournalEntry], entry: JournalEntry) -> None:
    """Raises `ProcedureError` where a step would take effect before the one it follows."""
    last = max((item.on for item in entries), default=date.min)
    if entry.on < last:
        raise ProcedureError(
            f"{entry.subject}: {entry.kind} would take effect on {entry.on}, before what is booked about it for {last}: "
            "give a day that is not earlier"
        )


def _content(entry: JournalEntry) -> dict[str, object]:
    found = entry_json(entry)
    found.pop("key")
    found["facts"] = {name: value for name, value in entry.facts.items() if name != PRIVATE}
    return found
