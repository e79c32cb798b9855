"""Interest on a levy paid late, and on what the office pays back: computed anew over all days each time, less what was raised.

So no day counts twice, an amount is rounded once, and a later assessment or decision changes interest back to the day on which payment was
due. Payments count from the day of value at the bank. What a dispute locks bears nothing while it is open, and all of its days
afterwards if it is confirmed: interest runs both ways. Interest bears no interest.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from itertools import pairwise

from agister.errors import ProcedureError
from agister.ledger import JournalEntry, JournalReader, Rounding, rounded
from agister.ledger.entry import Fact
from agister.ledger.exact import written
from agister.levy.instrument import DatedValue, Instrument
from agister.levy.interest import InterestSpan, interest
from agister.levy.procedure.booking import step
from agister.levy.procedure.charge import Charge
from agister.levy.procedure.charges import charges, interest_charge_id
from agister.levy.procedure.law import Act, act_in_force
from agister.levy.procedure.paying_back import change, out_of_pot
from agister.levy.wording import money_text


def raise_interest(
    reader: JournalReader, instrument: Instrument, charge_id: str, until: date, *, on: date, by: str
) -> tuple[JournalEntry, ...]:
    """Raise interest on a levy up to a day, that day excluded; nothing where none is due beyond what was raised.

    Raises `ProcedureError` for a charge that is no levy, a day that is not over, or an act without interest, and `LevyError` for days
    without a recorded rate.
    """
    return interest_due(reader, act_in_force(reader, instrument), charges(reader), charge_id, until, on=on, by=by)


def interest_due(
    reader: JournalReader, act: Act, known: Mapping[str, Charge], charge_id: str, until: date, *, on: date, by: str
) -> tuple[JournalEntry, ...]:
    """As `raise_interest`, with the charges already folded."""
    charge = _levy(known.get(charge_id), charge_id)
    if until > on:
        raise ProcedureError(f"interest on {charge_id} up to {until} cannot be raised on {on}: those days are not over")
    rates = act.dated("late_interest", charge.due)
    if not rates:
        raise ProcedureError(
            f"{act.instrument.id} lays down no interest on late payment (`late_interest`); nothing can be raised"
        )
    name = interest_charge_id(charge.party, charge.period)
    so_far = known.get(name) or _new(name, charge, until)
    until = max(until, so_far.counted_until or until)
    if until > on:
        return ()  # Later days were counted already: nothing is taken back by looking at an earlier day.
    spans = _spans(charge, charge.due, until, rates, lambda day: charge.left_on(day) - charge.locked)
    amount = rounded(sum((span.amount for _, span in spans), Fraction(0)), _mode(act, charge.due))
    # Interest that was let off stays let off: it is not taken back a second time.
    difference = max(amount - so_far.raised, -(max(0, so_far.outstanding) + so_far.paid))
    let_off = difference - (amount - so_far.raised)
    if not difference:
        return ()
    entry = step(
        reader,
        kind="interest_raised",
        subject=f"charge:{name}",
        on=on,
        by=by,
        text=f"Interest of {charge.party} on the levy for {charge.period}, {charge.due} to {until}: "
        f"{money_text(amount, charge.currency)}"
        + (f", of which {money_text(so_far.raised, charge.currency)} was raised before." if so_far.raised else "."),
        facts={
            "party": charge.party,
            "period": charge.period,
            "charge": charge.id,
            "principal": max(0, charge.left_on(charge.due) - charge.locked),
            "start": charge.due.isoformat(),
            "until": until.isoformat(),
            "spans": [_span_facts(principal, span) for principal, span in spans],
            "before": so_far.raised,
            **({"let_off": let_off} if let_off else {}),
            "amount": difference,
            "due": until.isoformat(),
        },
        postings=change(reader, so_far, difference),
    )
    return (entry,)


def raise_repayment_interest(
    reader: JournalReader, instrument: Instrument, charge_id: str, until: date, *, on: date, by: str
) -> tuple[JournalEntry, ...]:
    """Interest on what was paid too much for a levy, from the day it came in up to the day on which it became payable back.

    It comes out of the pot of the period, or the reserve (decision record 0017). Nothing where none is due beyond what was booked.
    Raises `ProcedureError` and `LevyError` as `raise_interest`, and where the money is not there.
    """
    return repayment_interest_due(
        reader, act_in_force(reader, instrument), charges(reader), charge_id, until, on=on, by=by
    )


def repayment_interest_due(
    reader: JournalReader, act: Act, known: Mapping[str, Charge], charge_id: str, until: date, *, on: date, by: str
) -> tuple[JournalEntry, ...]:
    """As `raise_repayment_interest`, with the charges already folded."""
    charge = _levy(known.get(charge_id), charge_id)
    if until > on:
        raise ProcedureError(f"interest on {charge_id} up to {until} cannot be booked on {on}: those days are not over")
    rates = act.dated("repayment_interest", charge.due)
    if not rates:
        raise ProcedureError(
            f"{act.instrument.id} lays down no interest on repayments (`repayment_interest`); nothing can be booked"
        )
    start = min((move.day for move in charge.moves if move.paid), default=until)
    spans = _spans(charge, start, until, rates, lambda day: charge.paid_on(day) - charge.raised)
    amount = rounded(sum((span.amount for _, span in spans), Fraction(0)), _mode(act, start))
    difference = amount - charge.repaid_interest
    if difference <= 0:
        return ()
    subject = f"charge:{charge.id}"
    entry = step(
        reader,
        kind="repayment_interest",
        subject=subject,
        on=on,
        by=by,
        text=f"Interest for {charge.party} on what it paid too much for {charge.period}: {money_text(difference, charge.currency)}.",
        facts={
            "party": charge.party,
            "principal": max((principal for principal, _ in spans), default=0),
            "start": start.isoformat(),
            "until": until.isoformat(),
            "spans": [_span_facts(principal, span) for principal, span in spans],
            "before": charge.repaid_interest,
            "amount": difference,
        },
        postings=out_of_pot(reader, charge.period, charge.currency, difference, f"Refund:{charge.party}", subject),
    )
    return (entry,)


def _levy(charge: Charge | None, id: str) -> Charge:
    if charge is None or charge.what != "Levy":
        raise ProcedureError(
            f"{id[:120]!r} is no charge for a levy; interest runs on the levy, not on interest or penalties"
        )
    return charge


def _mode(act: Act, on: date) -> Rounding:
    """How the act rounds, half up where it is silent."""
    value = act.value("rounding", on)
    return Rounding.HALF_UP if value is None else Rounding(str(value.value))


def _new(name: str, charge: Charge, until: date) -> Charge:
    return Charge(
        id=name,
        what="Interest",
        party=charge.party,
        period=charge.period,
        currency=charge.currency,
        due=until,
        raised=0,
        paid=0,
    )


def _spans(
    charge: Charge, start: date, until: date, rates: tuple[DatedValue, ...], principal: Callable[[date], int]
) -> list[tuple[int, InterestSpan]]:
    """Spans of one principal and one rate from a day, included, to another, excluded."""
    if start >= until:
        return []
    days = sorted({start, until, *(move.day for move in charge.moves if start < move.day < until)})
    found: list[tuple[int, InterestSpan]] = []
    for first, end in pairwise(days):
        sum_owed = principal(first)
        if sum_owed > 0:
            found += [(sum_owed, span) for span in interest(sum_owed, first, end, rates).spans]
    return found


def _span_facts(principal: int, span: InterestSpan) -> dict[str, Fact]:
    return {
        "start": span.start.isoformat(),
        "until": span.until.isoformat(),
        "days": span.days,
        "principal": principal,
        "rate": written(span.rate),
        "amount": written(span.amount),
        "law": span.law,
        "link": span.link,
    }
