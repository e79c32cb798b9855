"""An office folder: settings, journal and documents, opened together. It brings the world to the rules and decides nothing."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from agister.errors import JournalError, ProcedureError
from agister.ledger import JournalEntry, JournalReader, JournalWriter
from agister.levy.charter import CHARTER_SCHEMAS
from agister.levy.charter.adoption import adopt_charter
from agister.levy.events import check_event
from agister.levy.events.private import SECRET_BYTES, salted
from agister.levy.instrument import Instrument
from agister.levy.instrument_file import load_instrument
from agister.levy.procedure.document import read_document
from agister.office.documents import Documents
from agister.office.settings import FILE, Settings, read_settings, write_settings
from agister.stores.journal_sqlite import SqliteJournal

if TYPE_CHECKING:
    from agister.stores.journal_postgres import PostgresJournal

#: Every entry of an office passes these.
CHECKS = (check_event,)


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptedAct:
    """The act that an office applies, from a day on."""

    instrument: Instrument
    digest: str
    given: Mapping[str, str]
    """Parameters that the act leaves open."""
    base: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An open office."""

    folder: Path
    settings: Settings
    journal: SqliteJournal | PostgresJournal
    documents: Documents

    def act(self, reader: JournalReader | None = None) -> AdoptedAct:
        """The act as adopted last; its own values are dated, so one file serves many years."""
        found = None
        for booked in (reader or self.journal).entries(kinds=("office_opened", "act_adopted")):
            found = booked.entry
        if found is None:
            raise JournalError(f"{self.folder} has a journal without its first entry; it is no office")
        return self._adopted(found)

    def _adopted(self, entry: JournalEntry) -> AdoptedAct:
        digest = str(entry.facts["instrument_digest"])
        text = self.documents.read(digest).decode("utf-8")
        given = entry.facts.get("given") or {}
        return AdoptedAct(
            instrument=load_instrument(text, str(entry.facts["instrument"])),
            digest=digest,
            given={str(name): str(value) for name, value in given.items()} if isinstance(given, Mapping) else {},
            base=str(entry.facts.get("base") or ""),
        )

    def append(self, writer: JournalWriter, entries: Sequence[JournalEntry]) -> tuple[JournalEntry, ...]:
        """Append what an action gave, within its write, with salts for what is private (ADR 0018)."""
        secret = self._secret()
        return tuple(writer.append(salted(entry, secret)).entry for entry in entries)

    def _secret(self) -> bytes:
        """What salts come from. A new one is made where it was lost: salts that are booked stay."""
        path = self.folder / "secret.key"
        try:
            content = path.read_bytes()
            if len(content) < SECRET_BYTES:
                raise JournalError(
                    f"{path} has {len(content)} bytes, which hide nothing: put it back from a copy, or remove it, then a new one is made"
                )
            return content
        except FileNotFoundError:
            content = secrets.token_bytes(32)
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(content)
            return content


def now() -> datetime:
    """The clock of an office: UTC, whole microseconds."""
    return datetime.now(UTC)


def open_office(folder: Path) -> Office:
    """Open an office folder. Raises `JournalError` where it is none."""
    settings = read_settings(folder / FILE)
    return Office(
        folder=folder,
        settings=settings,
        journal=_journal(folder, settings),
        documents=Documents(folder / "documents"),
    )


def found_office(
    folder: Path,
    settings: Settings,
    *,
    act: str,
    charter: str = "",
    given: Mapping[str, str] | None = None,
    base: str = "",
    on: date,
    by: str,
) -> Office:
    """Make an office folder: settings, an empty journal, the act and the charter as its first documents.

    `act`, `charter`: their texts. Raises `ProcedureError` where the folder is in use, `LevyError` where the act is none.
    """
    instrument = load_instrument(act, "the act")
    instrument.schedule(max(on, instrument.since), given=given, base=base)
    found = read_document(charter, "the charter", CHARTER_SCHEMAS, currency=instrument.currency) if charter else None
    if folder.exists() and any(folder.iterdir()):
        raise ProcedureError(f"{folder} is not empty: name a new folder, an office never takes over another's files")
    folder.mkdir(parents=True, exist_ok=True)
    documents = Documents(folder / "documents")
    digest = documents.put(act.encode("utf-8"))
    facts: dict[str, str | dict[str, str]] = {
        "name": settings.name,
        "instrument": instrument.id,
        "instrument_digest": digest,
        "currency": instrument.currency,
        "given": dict(given or {}),
        "base": base or instrument.bases[0],
    }
    papers = [digest]
    if found is not None:
        facts |= {"charter": found.text("id"), "charter_digest": documents.put(charter.encode("utf-8"))}
        papers.append(found.digest)
    first = JournalEntry(
        key="office/opened",
        kind="office_opened",
        on=on,
        subject=f"office:{instrument.id}",
        by=by,
        text=f"{settings.name} opens its books under {instrument.id}.",
        facts=facts,
        documents=tuple(papers),
    )
    journal = (
        SqliteJournal.create(folder / settings.file, CHECKS, now)
        if settings.journal == "sqlite"
        else _postgres(settings, create=True)
    )
    office = Office(folder=folder, settings=settings, journal=journal, documents=documents)
    with office.journal.write() as writer:
        office.append(writer, (first,))
        if found is not None:
            office.append(writer, adopt_charter(found, writer, instrument, on, by))
    # The settings come last: without them the folder is no office, so a start that is cut short can be seen and repeated.
    (folder / FILE).write_text(write_settings(settings), "utf-8")
    return office


def _journal(folder: Path, settings: Settings) -> SqliteJournal | PostgresJournal:
    if settings.journal == "sqlite":
        return SqliteJournal.open(folder / settings.file, CHECKS, now)
    return _postgres(settings, create=False)


def _postgres(settings: Settings, *, create: bool) -> PostgresJournal:
    from agister.stores.journal_postgres import PostgresJournal

    connection = os.environ.get(settings.connection_variable, "")
    if not connection:
        raise JournalError(
            f"the journal is in PostgreSQL, but the environment variable {settings.connection_variable} with its connection "
            "string is not set"
        )
    make = PostgresJournal.create if create else PostgresJournal.open
    return make(connection, CHECKS, now, schema=settings.schema)
