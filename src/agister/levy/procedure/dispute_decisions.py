"""Decisions on disputes: confirmed, varied or annulled, and where the money goes.

Whoever issued an assessment does not review it (design, controls: another officer).
"""

from __future__ import annotations

from datetime import date

from agister.errors import ProcedureError
from agister.ledger import JournalEntry, JournalReader, Posting
from agister.ledger.entry import Fact
from agister.levy.chart import move
from agister.levy.procedure.booking import about, check_order, step
from agister.levy.procedure.charge import Charge
from agister.levy.procedure.charges import charge as charge_named
from agister.levy.procedure.disputes import DISPUTE, FORUMS, Dispute, dispute, repeated_step
from agister.levy.procedure.paying_back import out_of_pot
from agister.levy.runs.people import same_person
from agister.levy.wording import money_text

OUTCOMES = ("confirmed", "varied", "annulled")


def decide_dispute(
    reader: JournalReader,
    *,
    case: str,
    outcome: str,
    reason: str,
    on: date,
    by: str,
    reduced_by: int = 0,
    documents: tuple[str, ...] = (),
) -> tuple[JournalEntry, ...]:
    """Decide an open dispute: confirmed (nothing changes), varied (less by `reduced_by`), annulled (less by all that is disputed).

    The reduction takes away what is unpaid first; then what is kept apart goes back to the party; then what was shared out is paid
    back from the pot of the period or the reserve. What is kept apart beyond goes to the pot. Whoever issued the assessment does not
    review it. Raises `ProcedureError` for an amount that does not fit the outcome, and where the money to pay back is not there.
    """
    subject = f"dispute:{case}"
    entries = about(reader, subject)
    found = dispute(reader, case)
    less = found.amount if outcome == "annulled" else reduced_by
    facts: dict[str, Fact] = {"outcome": outcome, "forum": found.forum, "reduced_by": less, "reason": reason}
    text = f"The {found.forum} has {outcome} what {found.party} disputes as {case}: {reason}"

    def written(postings: tuple[Posting, ...]) -> JournalEntry:
        return step(
            reader, kind="dispute_decided", subject=subject, on=on, by=by, text=text, facts=facts, postings=postings,
            documents=documents,
        )  # fmt: skip

    entry = written(())
    if (repeated := repeated_step(entries, entry)) is not None:
        return (repeated,)
    DISPUTE.check(found.state, "dispute_decided", subject)
    check_order(entries, entry)
    charge = charge_named(reader, found.charge)
    _check_outcome(found, outcome, less, reduced_by, charge.currency)
    issuer = next(
        (item.entry.by for item in reader.entries(subject=f"assessment:{found.assessment}", kinds=("assessed",))), ""
    )
    if found.forum == FORUMS[0] and same_person(by, issuer):
        raise ProcedureError(f"{subject}: {by} issued the assessment; another officer reviews it")
    return (written(_decided(reader, charge, found, less)),)


def _decided(reader: JournalReader, charge: Charge, found: Dispute, less: int) -> tuple[Posting, ...]:
    code, held_account = charge.currency, f"Held:Disputed:{found.case}"
    held = next((part.held for part in charge.disputes if part.case == found.case), 0)
    unpaid = min(less, max(0, charge.outstanding))
    from_held = min(less - unpaid, held)
    back = less - unpaid - from_held
    if unpaid + from_held + back > charge.paid + max(0, charge.outstanding):
        raise ProcedureError(
            f"dispute:{found.case}: a part of charge {charge.id} was let off or written off; correct that entry first"
        )
    refund = f"Refund:{charge.party}"
    return (
        *move(charge.assessed, charge.receivable, unpaid, code),
        *move(held_account, refund, from_held, code),
        *move(held_account, charge.pot, held - from_held, code),
        *out_of_pot(reader, charge.period, code, back, refund, f"dispute:{found.case}"),
    )


def _check_outcome(found: Dispute, outcome: str, less: int, reduced_by: int, code: str) -> None:
    where, disputed = f"dispute:{found.case}", money_text(found.amount, code)
    if outcome not in OUTCOMES:
        raise ProcedureError(f"{where}: {outcome!r} is no outcome; there are {', '.join(OUTCOMES)}")
    if outcome == "confirmed" and less:
        raise ProcedureError(f"{where}: what is confirmed is not reduced; say varied")
    if outcome == "varied" and not 0 < less < found.amount:
        raise ProcedureError(
            f"{where}: varied means reduced by more than nothing and less than the {disputed} that are disputed"
        )
    if outcome == "annulled" and reduced_by not in (0, found.amount):
        raise ProcedureError(f"{where}: annulled takes away all {disputed} that are disputed; leave reduced_by out")
