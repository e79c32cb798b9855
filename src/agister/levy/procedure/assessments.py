"""Assessments: issued, then final, or disputed. A later one for the same period posts the difference and names the one before.

Kinds: *self* (from a filed return), *amended* (from a later version, or after an enquiry), *determination* (nobody filed: from
evidence or an estimate), *discovery* (after the return was closed, within the limit of the act).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from agister.errors import ProcedureError
from agister.ledger import JournalEntry, JournalReader
from agister.levy.period import months_after
from agister.levy.procedure.booking import standing
from agister.levy.procedure.law import Act
from agister.levy.procedure.obligations import Obligation, ObligationState
from agister.levy.procedure.returns import FiledReturn, ReturnState, amend_until
from agister.levy.procedure.transitions import Machine


class AssessmentKind(StrEnum):
    """What an assessment rests on."""

    SELF = "self"
    AMENDED = "amended"
    DETERMINATION = "determination"
    DISCOVERY = "discovery"


class AssessmentState(StrEnum):
    """Where an assessment stands."""

    NONE = "not issued"
    ISSUED = "issued"
    APPEALED = "appealed"
    CONFIRMED = "confirmed"
    VARIED = "varied"
    ANNULLED = "annulled"
    SUPERSEDED = "superseded"
    FINAL = "final"


_S = AssessmentState
_DECIDED = (_S.CONFIRMED, _S.VARIED, _S.ANNULLED)
#: Kinds of entry, with `superseded` for a later assessment of the same period and the outcome for a decision.
ASSESSMENT: Machine[AssessmentState] = Machine(
    thing="assessment",
    begin=_S.NONE,
    steps={
        "assessed": ((_S.NONE,), _S.ISSUED),
        "dispute_opened": ((_S.ISSUED, _S.APPEALED, *_DECIDED), _S.APPEALED),
        "confirmed": ((_S.APPEALED,), _S.CONFIRMED),
        "varied": ((_S.APPEALED,), _S.VARIED),
        "annulled": ((_S.APPEALED,), _S.ANNULLED),
        "assessment_final": ((_S.ISSUED, *_DECIDED), _S.FINAL),
        "superseded": ((_S.ISSUED, *_DECIDED, _S.FINAL), _S.SUPERSEDED),
    },
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """An assessment and where it stands."""

    id: str
    """`acme/2027/1`: the number counts the assessments of the period."""
    kind: AssessmentKind
    party: str
    period: str
    amount: int
    """Minor units, as assessed; what a dispute took off stands with the charge."""
    currency: str
    issued: date
    return_digest: str
    evidence_digest: str
    instrument_digest: str
    law_of: date
    charge: str
    state: AssessmentState
    cases: tuple[str, ...]
    """Disputes about it."""
    decided: date | None
    """Day of the last decision on a dispute."""
    forum: str
    """The forum of the last dispute."""


def fold(entries: Iterable[JournalEntry]) -> dict[str, Issued]:
    """Assessments that entries lead to, by subject without `assessment:`, oldest first."""
    states: dict[str, AssessmentState] = {}
    issued: dict[str, JournalEntry] = {}
    cases: dict[str, dict[str, None]] = {}
    of_case: dict[str, str] = {}
    decided: dict[str, date] = {}
    forums: dict[str, str] = {}
    opened: dict[str, set[str]] = {}
    for entry in entries:
        facts, word = entry.facts, entry.kind
        name = entry.subject.partition(":")[2]
        if word == "assessed":
            issued[name], states[name] = entry, ASSESSMENT.begin
            if (before := str(facts.get("supersedes", ""))) in states:
                states[before] = ASSESSMENT.after(states[before], "superseded")
        elif word == "dispute_opened":
            case, name = name, str(facts["assessment"])
            of_case[case], forums[name] = name, str(facts["forum"])
            cases.setdefault(name, {})[case] = None
            opened.setdefault(name, set()).add(case)
        elif word == "dispute_decided":
            case, name, word = name, of_case[name], str(facts["outcome"])
            decided[name] = entry.on
            opened[name].discard(case)
            if opened[name]:
                continue  # It stays disputed until the last case is decided.
        elif word != "assessment_final":
            continue
        states[name] = ASSESSMENT.after(states[name], word)
    return {
        name: Issued(
            id=name,
            kind=AssessmentKind(str(entry.facts["assessment_kind"])),
            party=str(entry.facts["party"]),
            period=str(entry.facts["period"]),
            amount=int(str(entry.facts["amount"])),
            currency=str(entry.facts["currency"]),
            issued=entry.on,
            return_digest=str(entry.facts.get("return_digest", "")),
            evidence_digest=str(entry.facts.get("evidence_digest", "")),
            instrument_digest=str(entry.facts["instrument_digest"]),
            law_of=date.fromisoformat(str(entry.facts["law_of"])),
            charge=str(entry.facts["charge"]),
            state=states[name],
            cases=tuple(cases.get(name, ())),
            decided=decided.get(name),
            forum=forums.get(name, ""),
        )
        for name, entry in issued.items()
    }


KINDS = ("assessed", "assessment_final", "dispute_opened", "dispute_decided")


def assessments(reader: JournalReader) -> dict[str, Issued]:
    """All assessments, by identifier."""
    return fold(standing(reader, kinds=KINDS))


def assessments_of(reader: JournalReader, party: str, period: str) -> tuple[Issued, ...]:
    """The assessments of a period, oldest first; the last one stands."""
    return tuple(item for item in assessments(reader).values() if (item.party, item.period) == (party, period))


def assessment(reader: JournalReader, id: str) -> Issued:
    """An assessment. Raises `ProcedureError` where there is none."""
    found = assessments(reader).get(id.removeprefix("assessment:"))
    if found is None:
        raise ProcedureError(f"there is no assessment {id[:120]!r}: take its name from the entry that issued it")
    return found


def check_kind(
    reader: JournalReader,
    act: Act,
    kind: AssessmentKind,
    asked: Obligation,
    filed: FiledReturn | None,
    before: Issued | None,
    *,
    return_digest: str,
    evidence: bool,
    on: date,
) -> None:
    """Raises `ProcedureError` where an assessment of this kind may not be issued now, with the kind that may."""
    where = f"assessment of {asked.id}"
    if before is not None and before.state is AssessmentState.APPEALED:
        raise ProcedureError(f"{where}: {before.id} is disputed; decide the dispute first, then assess anew")
    if asked.booked_state is ObligationState.WAIVED:
        raise ProcedureError(f"{where}: the obligation was waived; nothing is assessed")
    if filed is None:
        if kind is not AssessmentKind.DETERMINATION:
            raise ProcedureError(
                f"{where}: nobody filed a return; only a determination is possible, from evidence or an estimate"
            )
        if asked.state_on(on) is not ObligationState.OVERDUE:
            raise ProcedureError(
                f"{where}: a return can be filed until {asked.file_by}; a determination comes after that day"
            )
        return
    if kind is AssessmentKind.DETERMINATION:
        raise ProcedureError(f"{where}: a return was filed on {filed.filed}; assess it (self)")
    state = filed.state_on(on, amend_until(reader, act.instrument, asked))
    if kind is AssessmentKind.SELF:
        if before is not None and before.kind is not AssessmentKind.DETERMINATION:
            raise ProcedureError(
                f"{where}: {before.id} stands already; a later version of the return makes an amended one"
            )
        if return_digest != filed.versions[-1]:
            raise ProcedureError(
                f"{where}: a self-assessment rests on the version that was filed last, {filed.versions[-1]}"
            )
        return
    if before is None:
        raise ProcedureError(f"{where}: nothing was assessed yet; assess the filed return (self)")
    if kind is AssessmentKind.AMENDED:
        after_enquiry = filed.booked_state is ReturnState.CLOSED and filed.enquiry_outcome == "amended"
        newer = len(filed.versions) > 1 and return_digest == filed.versions[-1] != before.return_digest
        if not newer and not (after_enquiry and evidence):
            raise ProcedureError(
                f"{where}: an amended assessment rests on a later version of the return, or on the evidence of an enquiry that closed with "
                f"the outcome amended; the return is {state} and has {len(filed.versions)} version(s)"
            )
        return
    until = months_after(asked.end, act.deadline("discovery_months", asked.end))
    if state is not ReturnState.CLOSED:
        raise ProcedureError(
            f"{where}: the return is {state}, not closed; amend it or open an enquiry instead of a discovery"
        )
    if on > until:
        raise ProcedureError(
            f"{where}: what is discovered can be assessed until {until} ({act.instrument.id}); it is too late"
        )
    if not evidence:
        raise ProcedureError(f"{where}: a discovery names its evidence; give the digest of the document")
