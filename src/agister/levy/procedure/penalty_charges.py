"""Penalties for lateness by the steps of the act: raised to what is reached on a day, so that a later step adds the difference.

A late return costs what the step says, more from the third successive failure on; the late-payment penalty is a share of what was
unpaid when its first step was reached (UK Finance Act 2020 Sch. 8 paras 52 and 53 are the example).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from agister.ledger import JournalEntry, JournalReader
from agister.levy.instrument import DatedValue, Instrument
from agister.levy.penalties import late_payment_penalty, late_return_penalty
from agister.levy.period import months_after
from agister.levy.procedure.booking import step
from agister.levy.procedure.charge import Charge
from agister.levy.procedure.charges import charges, levy_charge_id, penalty_charge_id
from agister.levy.procedure.law import Act, act_in_force
from agister.levy.procedure.obligations import Obligation, ObligationState, obligation, obligations
from agister.levy.procedure.paying_back import change
from agister.levy.wording import money_text

LATE_RETURN, LATE_PAYMENT = "late-return", "late-payment"
#: From this successive failure on, the penalty for repeated failure takes the place of the first (UK Sch. 8 para 52).
REPEATED_FROM = 3


def failures_in_a_row(every: tuple[Obligation, ...], asked: Obligation, on: date) -> int:
    """How many periods up to and with this one were filed late, or are overdue on a day, without a good one between them."""
    count = 0
    for item in sorted(every, key=lambda other: other.start):
        if item.start > asked.start:
            break
        if item.booked_state is ObligationState.WAIVED:
            continue
        late = (item.filed or on) > item.file_by
        count = count + 1 if late else 0
    return count


def raise_late_return_penalty(
    reader: JournalReader, instrument: Instrument, party: str, period: str, *, on: date, by: str
) -> tuple[JournalEntry, ...]:
    """What a late return costs by a day; nothing where it is in time, waived, raised already, or the act has no such penalty."""
    act, asked = act_in_force(reader, instrument), obligation(reader, party, period)
    return late_return_due(reader, act, charges(reader), obligations(reader, party), asked, on=on, by=by)


def late_return_due(
    reader: JournalReader,
    act: Act,
    known: Mapping[str, Charge],
    every: tuple[Obligation, ...],
    asked: Obligation,
    *,
    on: date,
    by: str,
) -> tuple[JournalEntry, ...]:
    """As `raise_late_return_penalty`, with charges and the party's obligations already folded."""
    if asked.booked_state is ObligationState.WAIVED:
        return ()
    failures = failures_in_a_row(every, asked, on)
    name = "late_return_repeated" if failures >= REPEATED_FROM else "late_return"
    steps = act.value(name, asked.file_by) or act.value("late_return", asked.file_by)
    if steps is None:
        return ()
    day = min(asked.filed or on, on)
    amount = late_return_penalty(steps, asked.file_by, day)
    late = (day - asked.file_by).days
    ground = f"the return for {asked.period} is {late} days late, failure {failures} in a row"
    return _raised(reader, act, known, asked, LATE_RETURN, amount, steps, ground, on, by)


def raise_late_payment_penalty(
    reader: JournalReader, instrument: Instrument, party: str, period: str, *, on: date, by: str
) -> tuple[JournalEntry, ...]:
    """The share of what was unpaid, by the months from the end of the period to filing, or to a day where nobody filed.

    What a dispute locks does not count while it is open. Nothing where nothing was assessed or the act has no such penalty.
    """
    act, asked = act_in_force(reader, instrument), obligation(reader, party, period)
    return late_payment_due(reader, act, charges(reader), asked, on=on, by=by)


def late_payment_due(
    reader: JournalReader, act: Act, known: Mapping[str, Charge], asked: Obligation, *, on: date, by: str
) -> tuple[JournalEntry, ...]:
    """As `raise_late_payment_penalty`, with the charges already folded."""
    steps = act.value("late_payment", asked.end)
    levy = known.get(levy_charge_id(asked.party, asked.period))
    if steps is None or levy is None or not isinstance(steps.value, tuple):
        return ()
    first = months_after(asked.end, int(steps.value[0][0]))
    unpaid = max(0, levy.left_on(first) - levy.locked)
    day = min(asked.filed or on, on)
    amount = late_payment_penalty(steps, unpaid, asked.end, day)
    ground = f"{money_text(unpaid, levy.currency)} was unpaid on {first}, and the return was filed later"
    return _raised(reader, act, known, asked, LATE_PAYMENT, amount, steps, ground, on, by)


def _raised(
    reader: JournalReader,
    act: Act,
    known: Mapping[str, Charge],
    asked: Obligation,
    ground: str,
    amount: int,
    steps: DatedValue,
    text: str,
    on: date,
    by: str,
) -> tuple[JournalEntry, ...]:
    name = penalty_charge_id(ground, asked.party, asked.period)
    due = on + timedelta(days=act.deadline("penalty_days", on))
    so_far = known.get(name) or Charge(
        id=name,
        what="Penalty",
        party=asked.party,
        period=asked.period,
        currency=act.instrument.currency,
        due=due,
        raised=0,
        paid=0,
    )
    if so_far.last_raised is not None and on < so_far.last_raised:
        return ()  # Looking at an earlier day takes nothing back.
    # A penalty that was let off is not raised again for the same step, and only what is owed or was paid can be lowered.
    difference = max(amount - so_far.raised, -(max(0, so_far.outstanding) + so_far.paid))
    if not difference:
        return ()
    entry = step(
        reader,
        kind="penalty_raised",
        subject=f"charge:{name}",
        on=on,
        by=by,
        text=f"Penalty for {asked.party}: {text}.",
        facts={
            "party": asked.party,
            "period": asked.period,
            "charge": levy_charge_id(asked.party, asked.period),
            "ground": f"{ground}: {text}",
            "law": steps.law,
            "amount": difference,
            "due": due.isoformat(),
        },
        postings=change(reader, so_far, difference),
    )
    return (entry,)
