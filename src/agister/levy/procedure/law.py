"""The act that an office runs, as its journal names it, and the deadlines that the act lays down or that hold where it is silent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from agister.errors import LevyError, ProcedureError
from agister.ledger import JournalReader
from agister.levy.instrument import DatedValue, Instrument


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A span that holds where an act lays down none."""

    value: int
    source: str


#: Names are values of an act (`agister.levy.keys`); what an act says takes their place.
WHERE_SILENT: Mapping[str, Deadline] = {
    "amend_months": Deadline(value=12, source="design, states of a return: amendable 12 months after the filing date"),
    "enquiry_months": Deadline(
        value=12, source="convention: as long as a return can be amended, from its last version"
    ),
    "discovery_months": Deadline(
        value=48, source="convention: four years after the period, to be confirmed by a lawyer"
    ),
    "review_days": Deadline(value=30, source="design, appeals: review by another officer within 30 days"),
    "appeal_days": Deadline(value=30, source="UK Finance Act 2020 Sch. 8: tribunal, 30 days (from general knowledge)"),
    "penalty_days": Deadline(value=30, source="UK Finance Act 2020 Sch. 8: penalties are payable in 30 days"),
    "joint_after_months": Deadline(value=3, source="UK Finance Act 2020 s. 66: unpaid for three months"),
    "joint_until_months": Deadline(value=42, source="UK Finance Act 2020 s. 66: not later than 3 years 6 months"),
    "joint_days": Deadline(value=30, source="UK Finance Act 2020 s. 66: payable in 30 days"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """An act with the parameters that were given for it."""

    instrument: Instrument
    digest: str
    given: Mapping[str, str] = field(default_factory=dict)
    base: str = ""

    def value(self, name: str, on: date) -> DatedValue | None:
        """What holds on a day; None where the act says nothing of it, or is not in force."""
        if not self.instrument.in_force(on):
            return None
        if name in self.given:
            return self.instrument.schedule(on, given=self.given, base=self.base).find(name)
        return self.instrument.value(name, on)

    def dated(self, name: str, on: date) -> tuple[DatedValue, ...]:
        """All values of a name in time; one that was given holds for all days."""
        if name in self.given and (found := self.value(name, on)) is not None:
            return (replace(found, since=date.min, until=None, known_since=date.min),)
        return self.instrument.values.get(name, ())

    def named(self) -> str:
        """The digest of its file. Raises `ProcedureError` where nobody named it."""
        if not self.digest:
            raise ProcedureError(
                f"the journal names no file of the act {self.instrument.id}: book that it was adopted, or give the file's digest"
            )
        return self.digest

    def deadline(self, name: str, on: date) -> int:
        """Days or months that the act lays down, or that hold where it is silent."""
        found = self.value(name, on)
        if found is not None and isinstance(found.value, int):
            return found.value
        return WHERE_SILENT[name].value


def act_in_force(reader: JournalReader, instrument: Instrument, digest: str = "") -> Act:
    """The act with what the journal says of it last: digest of its file, parameters, base. `digest`: of the file, if it is another."""
    facts: Mapping[str, object] = {}
    for booked in reader.entries(kinds=("office_opened", "act_adopted")):
        if booked.entry.facts["instrument"] == instrument.id:
            facts = booked.entry.facts
    found = digest or str(facts.get("instrument_digest", ""))
    given = facts.get("given", {})
    texts = {str(name): str(value) for name, value in given.items()} if isinstance(given, Mapping) else {}
    act = Act(instrument=instrument, digest=found, given=texts, base=str(facts.get("base", "")))
    if act.base and act.base not in instrument.bases:
        raise LevyError(f"{instrument.id} does not run on the base {act.base!r}")
    return act
