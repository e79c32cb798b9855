"""What the journal says of a payee: a fold over the entries about it, up to a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction

from agister.errors import ProcedureError
from agister.ledger.entry import Fact, JournalEntry
from agister.ledger.exact import exact
from agister.ledger.journal import JournalReader
from agister.levy.charter.recorded import recorded

_KINDS = (
    "payee_applied", "payee_checked", "payee_bank_changed", "payee_reported", "payee_suspended", "payee_reinstated",
    "payee_closed",
)  # fmt: skip


class Unit(StrEnum):
    """What a payee is, as it declares itself."""

    COLLECTION = "collection"
    """Many works and those who keep them: an archive, an encyclopedia, a community."""
    EFFORT = "effort"
    """Work that benefits humanity, such as a global climate adaptation fund."""
    HOST = "host"
    """Holds money for communities without legal form; no key names it."""
    SOCIETY = "society"
    """Administers the repertoire of its members."""
    OUTLET = "outlet"
    """A medium in the public interest."""
    RESIDENTS = "residents"
    """The people of a place, each the same."""
    RIGHTHOLDER = "rightholder"
    SINGLE_WORK = "single_work"


@dataclass(frozen=True, slots=True, kw_only=True)
class Screening:
    """A check against a sanctions list."""

    list_name: str
    list_digest: str
    day: date
    hits: tuple[str, ...]
    cleared: str = ""
    """Why every hit is somebody else; empty: not cleared."""

    @property
    def clear(self) -> bool:
        """Nobody of that name is listed, or it was found to be somebody else."""
        return not self.hits or bool(self.cleared)


@dataclass(frozen=True, slots=True, kw_only=True)
class BankDetails:
    """An account that a payee is paid on."""

    payee: str
    """Whose account it is: the payee's own, or its fiscal host's."""
    iban: str
    bic: str
    holder: str
    usable_from: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Payee:
    """Where a payee stands."""

    id: str
    charter: str
    name: str
    purposes: tuple[str, ...]
    legal_form: str
    country: str
    unit: Unit
    work: str
    org_id: str = ""
    fiscal_host: str = ""
    host_fee: Fraction = Fraction(0)
    persons: tuple[str, ...] = ()
    """Who runs it: they decide nothing about it in the office."""
    related_parties: tuple[str, ...] = ()
    """Parties of the charter that control or fund it."""
    applied: date
    admitted: date | None = None
    """Day of the first admission since it applied."""
    outcome: str = ""
    """Of the last check: admitted, refused; empty: not checked yet."""
    reason: str = ""
    screening: Screening | None = None
    accounts: tuple[BankDetails, ...] = ()
    reported: tuple[date, ...] = ()
    suspended: str = ""
    """Why nothing is paid for now; empty: it is not suspended."""
    closed: str = ""
    successor: str = ""

    @property
    def state(self) -> str:
        """`applied`, `admitted`, `refused`, `suspended`, `closed`."""
        if self.closed:
            return "closed"
        if self.suspended:
            return "suspended"
        return self.outcome or "applied"


def payees(reader: JournalReader, day: date | None = None) -> dict[str, Payee]:
    """Every payee as it stands on a day (after all entries where none is given), by id."""
    found: dict[str, Payee] = {}
    for booked in reader.entries(kinds=_KINDS):
        entry = booked.entry
        name = entry.subject.partition(":")[2]
        if day is not None and entry.on > day:
            continue
        if entry.kind == "payee_applied":
            found[name] = _applied(name, entry)
        elif name in found:
            found[name] = _went_on(found[name], entry)
    return found


def payee(reader: JournalReader, name: str, day: date | None = None) -> Payee:
    """One payee. Raises `ProcedureError` where it never applied."""
    found = _one(reader, name, day)
    if found is None:
        raise ProcedureError(f"{name} never applied to be a payee: book its application first")
    return found


def find_payee(reader: JournalReader, name: str, day: date | None = None) -> Payee | None:
    """One payee, or None where it never applied."""
    return _one(reader, name, day)


def _one(reader: JournalReader, name: str, day: date | None) -> Payee | None:
    found: Payee | None = None
    for booked in reader.entries(kinds=_KINDS, subject=f"payee:{name}"):
        entry = booked.entry
        if day is not None and entry.on > day:
            continue
        if entry.kind == "payee_applied":
            found = _applied(name, entry)
        elif found is not None:
            found = _went_on(found, entry)
    return found


def _applied(name: str, entry: JournalEntry) -> Payee:
    facts = entry.facts
    declared = facts.get("declared")
    answers: Mapping[str, Fact] = declared if isinstance(declared, Mapping) else {}
    return Payee(
        id=name,
        charter=str(answers.get("charter", "")),
        name=str(facts["name"]),
        purposes=_texts(facts["purposes"]),
        legal_form=str(facts["legal_form"]),
        country=str(facts["country"]),
        unit=recorded(Unit, facts["unit"], entry),
        work=str(facts["work"]),
        org_id=str(facts.get("org_id") or ""),
        fiscal_host=str(facts.get("fiscal_host") or ""),
        host_fee=exact(str(answers.get("host_fee", "0"))),
        persons=_texts(facts.get("persons")),
        related_parties=_texts(answers.get("related_parties")),
        applied=entry.on,
    )


def _went_on(found: Payee, entry: JournalEntry) -> Payee:
    facts = entry.facts
    match entry.kind:
        case "payee_checked":
            admitted = str(facts["outcome"]) == "admitted"
            return replace(
                found,
                outcome=str(facts["outcome"]),
                reason=str(facts["reason"]),
                screening=_screening(facts["sanctions"]),
                admitted=(found.admitted or entry.on) if admitted else None,
            )
        case "payee_bank_changed":
            account = BankDetails(
                payee=found.id,
                iban=str(facts["iban"]),
                bic=str(facts.get("bic") or ""),
                holder=str(facts["holder"]),
                usable_from=date.fromisoformat(str(facts["usable_from"])),
            )
            return replace(found, accounts=(*found.accounts, account))
        case "payee_reported":
            return replace(found, reported=(*found.reported, entry.on))
        case "payee_suspended":
            return replace(found, suspended=str(facts["reason"]))
        case "payee_reinstated":
            return replace(found, suspended="")
        case _:
            return replace(found, closed=str(facts["reason"]), successor=str(facts.get("successor") or ""))


def _screening(fact: Fact) -> Screening | None:
    if not isinstance(fact, Mapping) or not isinstance(fact.get("day"), str):
        return None
    return Screening(
        list_name=str(fact.get("list", "")),
        list_digest=str(fact.get("list_digest", "")),
        day=date.fromisoformat(str(fact["day"])),
        hits=_texts(fact.get("hits")),
        cleared=str(fact.get("cleared") or ""),
    )


def _texts(fact: Fact) -> tuple[str, ...]:
    if isinstance(fact, str) or not isinstance(fact, Sequence):
        return ()
    return tuple(str(item) for item in fact)
