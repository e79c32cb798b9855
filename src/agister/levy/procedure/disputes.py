"""Disputes about a part of an assessment: review by another officer, then an independent panel, then a court.

What was received on the disputed part and lies in the pot is kept apart until it is decided (decision record 0017). A dispute
that suspends locks its unpaid part: no interest, notice or member's liability meanwhile. Interest runs both ways all the same: on what
is confirmed from the day it was due, on what is paid back from the day it was received.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from agister.errors import ProcedureError
from agister.ledger import JournalEntry, JournalReader, Posting
from agister.levy.chart import move
from agister.levy.instrument import Instrument
from agister.levy.procedure.assessments import ASSESSMENT, Issued, assessment
from agister.levy.procedure.booking import about, booked_before, check_order, step
from agister.levy.procedure.charge import Charge
from agister.levy.procedure.charges import charge as charge_named
from agister.levy.procedure.document_fields import is_identifier
from agister.levy.procedure.law import Act, act_in_force
from agister.levy.procedure.paying_back import lies_in
from agister.levy.procedure.transitions import Machine
from agister.levy.wording import money_text

#: Who decides, in the order in which a dispute may go from one to the next.
FORUMS = ("review", "panel", "court")


class DisputeState(StrEnum):
    """Where a dispute stands."""

    NONE = "not opened"
    OPEN = "open"
    DECIDED = "decided"


_S = DisputeState
DISPUTE: Machine[DisputeState] = Machine(
    thing="dispute",
    begin=_S.NONE,
    steps={
        "dispute_opened": ((_S.NONE, _S.DECIDED), _S.OPEN),
        "dispute_decided": ((_S.OPEN,), _S.DECIDED),
    },
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """A dispute and where it stands. Amounts in minor units."""

    case: str
    state: DisputeState
    party: str
    period: str
    assessment: str
    charge: str
    amount: int
    """What is disputed in the last forum."""
    ground: str
    forum: str
    suspends: bool
    outcome: str
    """Of the last decision; empty before the first."""
    reduced_by: int
    """Over all forums."""
    opened_by: str
    decided: date | None


def fold(entries: Iterable[JournalEntry]) -> Dispute | None:
    """The dispute that entries about it lead to; None where none opens it."""
    opened, state, outcome, reduced, decided = None, DISPUTE.begin, "", 0, None
    for entry in entries:
        state = DISPUTE.after(state, entry.kind)
        if entry.kind == "dispute_opened":
            opened = entry
        elif entry.kind == "dispute_decided":
            outcome, decided = str(entry.facts["outcome"]), entry.on
            reduced += int(str(entry.facts["reduced_by"]))
    if opened is None:
        return None
    facts = opened.facts
    return Dispute(
        case=opened.subject.partition(":")[2],
        state=state,
        party=str(facts["party"]),
        period=str(facts["period"]),
        assessment=str(facts["assessment"]),
        charge=str(facts["charge"]),
        amount=int(str(facts["amount"])),
        ground=str(facts["ground"]),
        forum=str(facts["forum"]),
        suspends=facts["suspends"] is True,
        outcome=outcome,
        reduced_by=reduced,
        opened_by=opened.by,
        decided=decided,
    )


def dispute(reader: JournalReader, case: str) -> Dispute:
    """A dispute. Raises `ProcedureError` where there is none."""
    found = fold(about(reader, f"dispute:{case}"))
    if found is None:
        raise ProcedureError(f"there is no dispute {case[:80]!r}: open it first")
    return found


def open_dispute(
    reader: JournalReader,
    instrument: Instrument,
    *,
    case: str,
    assessment_id: str,
    amount: int,
    ground: str,
    on: date,
    by: str,
    forum: str = FORUMS[0],
    suspends: bool = False,
    documents: tuple[str, ...] = (),
) -> tuple[JournalEntry, ...]:
    """Dispute a part of an assessment, or take a decided dispute to the next forum under the same case.

    Raises `ProcedureError` after the days that the act gives, for more than the charge or what is not disputed of it yet, for an
    assessment that no longer stands, and for a forum out of order.
    """
    if not is_identifier(case) or "/" in case:
        raise ProcedureError(f"{case[:80]!r} cannot name a dispute: use letters, digits and . _ + - such as D-1")
    subject = f"dispute:{case}"
    issued = assessment(reader, assessment_id)
    entries = about(reader, subject)
    before = fold(entries)
    charge = charge_named(reader, issued.charge)
    postings = _kept_apart(reader, charge, case, amount)
    entry = step(
        reader,
        kind="dispute_opened",
        subject=subject,
        on=on,
        by=by,
        text=f"{issued.party} disputes {money_text(max(0, amount), issued.currency)} of assessment {issued.id} ({forum}): {ground}",
        facts={
            "party": issued.party,
            "period": issued.period,
            "assessment": issued.id,
            "charge": issued.charge,
            "amount": amount,
            "ground": ground,
            "forum": forum,
            "suspends": suspends,
        },
        postings=postings,
        documents=documents,
    )
    if (repeated := repeated_step(entries, entry)) is not None:
        return (repeated,)
    DISPUTE.check(DISPUTE.state(entries), "dispute_opened", subject)
    _check_forum(before, issued, forum, subject)
    ASSESSMENT.check(issued.state, "dispute_opened", f"assessment:{issued.id}")
    until = _until(act_in_force(reader, instrument), issued, before)
    if on > until:
        raise ProcedureError(f"{subject}: assessment {issued.id} could be disputed until {until}; it is too late")
    check_order(entries, entry)
    free = charge.raised - charge.disputed
    if not 0 < amount <= free:
        raise ProcedureError(
            f"{subject}: {money_text(amount, charge.currency)} cannot be disputed; of charge {charge.id} "
            f"{money_text(free, charge.currency)} is not disputed yet"
        )
    return (entry,)


def _kept_apart(reader: JournalReader, charge: Charge, case: str, amount: int) -> tuple[Posting, ...]:
    """What was received on the disputed part and still lies in the pot rests from now on. The undisputed part counts as paid first."""
    undisputed = charge.raised - charge.disputed - amount
    received = charge.paid - max(0, undisputed) - charge.held
    units = max(0, min(amount, received, lies_in(reader, charge.pot, charge.currency)))
    return move(charge.pot, f"Held:Disputed:{case}", units, charge.currency)


def repeated_step(entries: tuple[JournalEntry, ...], entry: JournalEntry) -> JournalEntry | None:
    """Postings depend on what was booked since, so a step is known again by its document, or by what it says."""
    if entry.documents:
        return booked_before(entries, entry)
    last = entries[-1] if entries else None
    if last is None or (last.kind, last.on, last.by) != (entry.kind, entry.on, entry.by):
        return None
    return last if all(last.facts.get(name) == value for name, value in entry.facts.items()) else None


def _until(act: Act, issued: Issued, before: Dispute | None) -> date:
    """Last day: of review after the assessment, of the next forum after the decision of the one before."""
    if before is not None and before.decided is not None:
        return before.decided + timedelta(days=act.deadline("appeal_days", before.decided))
    return issued.issued + timedelta(days=act.deadline("review_days", issued.issued))


def _check_forum(before: Dispute | None, issued: Issued, forum: str, subject: str) -> None:
    if before is None:
        expected: tuple[str, ...] = (FORUMS[0],)
    elif before.assessment != issued.id:
        raise ProcedureError(f"{subject} is about assessment {before.assessment}, not {issued.id}: open another case")
    else:
        expected = FORUMS[FORUMS.index(before.forum) + 1 :][:1]
    if forum not in expected:
        after = (
            f"after {before.forum} comes {expected[0] if expected else 'nothing'}"
            if before
            else f"{FORUMS[0]} comes first"
        )
        raise ProcedureError(f"{subject}: it cannot go to {forum!r}; {after}")
