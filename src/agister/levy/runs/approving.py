"""A run is approved by two people who did not prepare it. The second approval moves the money, in one write."""

from __future__ import annotations

from datetime import date

from agister.ledger.entry import JournalEntry, Posting
from agister.ledger.journal import JournalReader
from agister.levy.chart import move
from agister.levy.runs.freezing import check_unchanged
from agister.levy.runs.payout import payout_id
from agister.levy.runs.people import check_other
from agister.levy.runs.pots import YEAR_END, ages, collected_table
from agister.levy.runs.proposing import KeyCheck, decided
from agister.levy.runs.record import sharing_record
from agister.levy.runs.shared_lines import Entitlement, movements
from agister.levy.runs.state import Run, RunState, after
from agister.levy.wording import money_text


def approve(
    reader: JournalReader,
    *,
    run: str,
    on: date,
    by: str,
    in_force: KeyCheck = decided,
    year_end: tuple[int, int] = YEAR_END,
) -> tuple[JournalEntry, ...]:
    """The first or the second approval of a frozen run.

    The second brings the entries that move the money: pot → funds, reserve and administration, then fund → payee, or → held where the
    payee cannot be paid. Append them all in the same write in which `reader` was read. Raises `ProcedureError`.
    """
    record = sharing_record(reader)
    found = record.run(run)
    first = found.state is RunState.FROZEN
    after(found, "approve first" if first else "approve second")
    check_other(by, (found.proposed_by, found.frozen_by), f"prepared run {run}")
    check_other(by, found.approved_by, f"approved run {run} already")
    check_unchanged(reader, record, found, in_force, on)
    if first:
        entry = JournalEntry(
            key=f"run:{run}:approved:1",
            kind="run_approved",
            on=on,
            subject=f"run:{run}",
            by=by,
            text=f"Run {run} is approved by the first of two.",
            facts={"approval": 1},
        )
        return (entry,)
    collected = collected_table(ages(reader, found.currency, year_end), found.pots)
    moves = movements(found.lines, found.purposes)
    postings = [
        Posting(account=f"Pot:{pot}", units=units, currency=found.currency) for pot, units in found.pots.items()
    ]
    for account, units in (*((f"Fund:{name}", units) for name, units in moves.funds.items()), *moves.kept.items()):
        postings.append(Posting(account=account, units=-units, currency=found.currency))
    approval = JournalEntry(
        key=f"run:{run}:approved:2",
        kind="run_approved",
        on=on,
        subject=f"run:{run}",
        by=by,
        text=f"Run {run} is approved by the second of two: {money_text(found.total, found.currency)} are shared out.",
        facts={"approval": 2, "collected": collected},
        postings=tuple(postings),
    )
    year = max(int(year) for years in collected.values() for year in years)
    return (approval, *(_entitled(found, share, year, on, by) for share in moves.entitled))


def _entitled(run: Run, share: Entitlement, year: int, on: date, by: str) -> JournalEntry:
    payee, units = share.path[-1], share.units
    standing = run.payees[payee]
    account = f"Held:{standing['hold']}:{year}" if standing["hold"] else f"Payable:{payee}"
    resting = f"; it rests: {standing['reason'] or standing['hold']}" if standing["hold"] else ""
    return JournalEntry(
        key=f"run:{run.id}:entitled:{'/'.join(share.path)}",
        kind="entitled",
        on=on,
        subject=f"payout:{payout_id(run.id, payee)}",
        by=by,
        text=f"{payee} is entitled to {money_text(units, run.currency)} out of run {run.id}{resting}.",
        facts={
            "run": run.id,
            "payee": payee,
            "amount": units,
            "path": list(share.path),
            "due": share.due,
            "reason": f"{share.reason}{resting}",
        },
        postings=move(f"Fund:{share.purpose}", account, units, run.currency),
    )
