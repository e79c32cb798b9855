"""The journal as everybody may have it: one entry on each line, private facts under seals, the chain of digests as in the office."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, BinaryIO

from agister.errors import BrokenInvariant, JournalError, UsageError
from agister.ledger.entry import BookedEntry, canonical, entry_from_json, entry_json, sealed
from agister.levy.events.private import open_facts
from agister.publishing.levy.disclosure import opened_facts
from agister.publishing.levy.register import Register

#: Longest line that is read: an entry with a hundred thousand rows has less.
LONGEST_LINE = 64 * 2**20
_KEYS = {"number", "recorded", "digest", "entry"}


def write_public_journal(
    entries: Iterable[BookedEntry], file: BinaryIO, *, register: Register, named: frozenset[str]
) -> None:
    """Write all entries. `register` and `named` say whose private facts are opened.

    Raises `JournalError` where an entry states a private fact without salt or seal: it is not published.
    """
    for booked in entries:
        line = public_entry(booked, register=register, named=named)
        file.write(canonical(line).encode("utf-8", "surrogatepass") + b"\n")


def public_entry(booked: BookedEntry, *, register: Register, named: frozenset[str]) -> dict[str, Any]:
    """One entry in its public form."""
    entry = booked.entry
    if names := open_facts(entry):
        raise JournalError(
            f"entry {booked.number} ({entry.kind}) states {', '.join(names)} without a salt: it cannot be shown to everybody, "
            "and taking it out would break the chain; book such entries through agister.levy.events.private.salted"
        )
    name = entry.subject.partition(":")[2]
    deployment = register.deployments.get(name) if entry.subject.startswith("deployment:") else None
    party = deployment.party if deployment else name if entry.subject.startswith("party:") else ""
    opened = opened_facts(entry.kind, party or str(entry.facts.get("party", "")), named)
    return {
        "number": booked.number,
        "recorded": booked.recorded.isoformat(),
        "digest": booked.digest,
        "entry": sealed(entry_json(entry), opened=opened),
    }


def read_public_journal(file: BinaryIO, name: str = "journal.jsonl") -> Iterator[BookedEntry]:
    """Entries in their order. Raises `JournalError` with the line of what is no entry."""
    number = 0
    while True:
        line = file.readline(LONGEST_LINE + 1)
        number += 1
        if not line:
            return
        if len(line) > LONGEST_LINE:
            raise JournalError(
                f"{name}, line {number}: it is longer than {LONGEST_LINE:,} bytes: this is no journal of ours"
            )
        yield _booked(line, f"{name}, line {number}")


def _booked(line: bytes, place: str) -> BookedEntry:
    try:
        found = json.loads(line, object_pairs_hook=_once, parse_float=_no_float, parse_constant=_no_float)
    except (ValueError, RecursionError) as error:
        raise JournalError(f"{place}: this is no JSON of an entry ({str(error)[:100]})") from None
    if not isinstance(found, Mapping) or set(found) != _KEYS or not isinstance(found["entry"], Mapping):
        raise JournalError(f"{place}: an entry has {', '.join(sorted(_KEYS))}, and nothing else")
    if canonical(found).encode("utf-8", "surrogatepass") + b"\n" != line:
        raise JournalError(f"{place}: the entry is not written in the one way in which it is hashed")
    try:
        entry = entry_from_json(found["entry"])
        recorded = datetime.fromisoformat(found["recorded"])
        exact = entry_json(entry) == dict(found["entry"]) and recorded.isoformat() == found["recorded"]
    except (UsageError, BrokenInvariant, KeyError, TypeError, ValueError, AttributeError) as error:
        raise JournalError(f"{place}: this is no entry of a journal ({str(error)[:200]})") from None
    if not exact or type(found["number"]) is not int or not isinstance(found["digest"], str):
        raise JournalError(f"{place}: the entry states something that no entry has")
    return BookedEntry(number=found["number"], recorded=recorded, digest=found["digest"], entry=entry)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _no_float(text: str) -> Any:
    raise ValueError(f"{text[:40]} is no whole number; there is no other in a journal")
