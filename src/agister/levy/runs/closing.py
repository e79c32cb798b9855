"""The end of a run: it is published, then reconciled; or reversed, as far as it was not paid. It stays on record."""

from __future__ import annotations

from datetime import date

from agister.errors import ProcedureError
from agister.ledger.apportion import apportion
from agister.ledger.entry import JournalEntry, Posting
from agister.ledger.journal import JournalReader
from agister.levy.runs.people import check_other
from agister.levy.runs.record import sharing_record
from agister.levy.runs.state import ENTITLED, RunState, after
from agister.levy.wording import money_text


def publish(reader: JournalReader, *, run: str, report_digest: str, on: date, by: str) -> tuple[JournalEntry, ...]:
    """The run stands in public, in a report with this digest. Only then are its payees paid. Raises `ProcedureError`."""
    after(sharing_record(reader).run(run), "publish")
    entry = JournalEntry(
        key=f"run:{run}:published",
        kind="run_published",
        on=on,
        subject=f"run:{run}",
        by=by,
        text=f"Run {run} stands in public.",
        facts={"report_digest": report_digest},
        documents=(report_digest,),
    )
    return (entry,)


def reconcile(reader: JournalReader, *, run: str, on: date, by: str) -> tuple[JournalEntry, ...]:
    """Every minor unit of the run is paid, or rests with its reason. Raises `ProcedureError` naming what is open."""
    record = sharing_record(reader)
    after(record.run(run), "reconcile")
    payouts, code = record.of_run(run), record.run(run).currency
    for payout in payouts:
        if payout.ordered is not None:
            raise ProcedureError(
                f"payout {payout.id} is in order {payout.ordered.order}: book what the bank says of it first"
            )
        if payout.payable:
            raise ProcedureError(
                f"{money_text(payout.payable, payout.currency)} of payout {payout.id} are not paid: pay them, or hold them with a reason"
            )
    paid, held = sum(payout.paid for payout in payouts), sum(payout.resting for payout in payouts)
    times = sum(1 for _ in reader.entries(kinds=("run_reconciled",), subject=f"run:{run}"))
    entry = JournalEntry(
        key=f"run:{run}:reconciled:{times + 1}",
        kind="run_reconciled",
        on=on,
        subject=f"run:{run}",
        by=by,
        text=f"Run {run} is reconciled: {money_text(paid, code)} paid, {money_text(held, code)} at rest.",
        facts={"paid": paid, "held": held},
    )
    return (entry,)


def reverse(reader: JournalReader, *, run: str, reason: str, on: date, by: str) -> tuple[JournalEntry, ...]:
    """Take a run back, as far as it was not paid: funds, reserve, administration, what is payable and what rests.

    The money returns to the pots in the ratio in which it came from them. Reserve and administration give back what they have left
    of it. A run that moved no money yet is withdrawn; one that did is taken back by somebody who did not prepare it. Raises
    `ProcedureError` where a payment is at the bank, or nothing is left.
    """
    record = sharing_record(reader)
    found = record.run(run)
    after(found, "reverse")
    if found.state in ENTITLED:
        # What moved by four eyes does not move back by two.
        check_other(by, (found.proposed_by, found.frozen_by), f"prepared run {run}")
    payouts = record.of_run(run)
    for payout in payouts:
        if payout.ordered is not None:
            raise ProcedureError(
                f"payout {payout.id} is in order {payout.ordered.order}: book what the bank says of it, then reverse"
            )
    back: dict[str, int] = {}
    for payout in payouts:
        for account, units in ((payout.account, payout.payable), *payout.held.items()):
            back[account] = back.get(account, 0) + units
    if found.state in ENTITLED:
        balances = reader.balances()
        for account, units in found.kept.items():
            back[account] = min(units, -balances.get((account, found.currency), 0))
    back = {account: units for account, units in sorted(back.items()) if units > 0}
    amount = sum(back.values())
    if not amount and found.approval_key:
        raise ProcedureError(f"nothing of run {run} is left to take back: all of it was paid, or went back before")
    postings = [Posting(account=account, units=units, currency=found.currency) for account, units in back.items()]
    for pot, units in apportion(amount, found.pots).items() if amount else ():
        postings += [Posting(account=f"Pot:{pot}", units=-units, currency=found.currency)] if units else []
    if found.state is RunState.REVERSED and not amount:
        raise ProcedureError(f"run {run} was withdrawn already")
    times = sum(1 for _ in reader.entries(kinds=("run_reversed",), subject=f"run:{run}"))
    entry = JournalEntry(
        key=f"run:{run}:reversed:{times + 1}",
        kind="run_reversed",
        on=on,
        subject=f"run:{run}",
        by=by,
        text=f"Run {run} is taken back: {money_text(amount, found.currency)} return to the pot. {reason}",
        facts={"reason": reason, "amount": amount},
        postings=tuple(postings),
        corrects=found.approval_key or f"run:{run}:proposed",
    )
    return (entry,)
