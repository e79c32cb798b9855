"""A run is frozen: every input stands by its digest, every line is computed. From here on nothing is computed again."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from fractions import Fraction

from agister.errors import ProcedureError
from agister.ledger.entry import Fact, JournalEntry
from agister.ledger.exact import written
from agister.ledger.journal import JournalReader
from agister.levy.allocations.key_file import SharingKey
from agister.levy.runs.payout import Standing
from agister.levy.runs.pots import in_pot, spoken_for
from agister.levy.runs.proposing import KeyCheck, decided
from agister.levy.runs.record import SharingRecord, sharing_record
from agister.levy.runs.shared_lines import line_rows, movements, shared_lines
from agister.levy.runs.state import Run, after
from agister.levy.wording import money_text


def freeze(
    reader: JournalReader,
    *,
    run: str,
    key: SharingKey,
    payees: Mapping[str, Standing],
    administration_cap: Fraction,
    on: date,
    by: str,
    reserve_room: int | None = None,
    purposes: Collection[str] = (),
    inputs: Mapping[str, str] | None = None,
    in_force: KeyCheck = decided,
) -> tuple[JournalEntry, ...]:
    """Compute every line of a proposed run.

    `payees`: how each payee of the key stands; one that is not named is unknown and refused, one that cannot be paid is
    entitled all the same and its money rests. `administration_cap`: largest part of the total that the office may keep for its costs.
    `reserve_room`: what the reserve still has room for (`room_in_reserve()`; None: no limit). `purposes`: names in the key that
    have a fund (None: its first level). `inputs`: name → `sha256:` digest of what
    else the lines rest on (charter, measured shares, list of payees). Raises `ProcedureError`.
    """
    record = sharing_record(reader)
    found = record.run(run)
    after(found, "freeze")
    check_unchanged(reader, record, found, in_force, on)
    if key.digest != found.key_digest:
        raise ProcedureError(
            f"run {run} was proposed with the key {found.key_digest}, this one is {key.digest}: propose another run"
        )
    lines = line_rows(shared_lines(key.branch, found.total, reserve_room))
    moves = movements(lines, purposes)
    unknown = sorted({share.path[-1] for share in moves.entitled} - set(payees))
    if unknown:
        raise ProcedureError(f"{unknown[0]} is no known payee: admit it first, or take it out of the key by a decision")
    cap = found.total * administration_cap.numerator // administration_cap.denominator
    if (kept := moves.kept.get("Administration", 0)) > cap:
        raise ProcedureError(
            f"administration would keep {money_text(kept, found.currency)}, more than the cap of {written(administration_cap)} "
            f"of {money_text(found.total, found.currency)}, which is {money_text(cap, found.currency)}"
        )
    number, head = reader.head()
    named: dict[str, Fact] = {"key": key.digest, "journal": head, "journal_entries": number, **(inputs or {})}
    reached = sorted({share.path[-1] for share in moves.entitled})
    facts: dict[str, Fact] = {
        "inputs": named,
        "lines": lines,
        "kept": moves.kept,
        "payees": {payee: {"hold": payees[payee].hold, "reason": payees[payee].reason} for payee in reached},
        "administration_cap": cap,
    }
    if purposes:
        facts["purposes"] = sorted(purposes)
    if reserve_room is not None:
        facts["reserve_room"] = reserve_room
    entry = JournalEntry(
        key=f"run:{run}:frozen",
        kind="run_frozen",
        on=on,
        subject=f"run:{run}",
        by=by,
        text=f"Run {run} is frozen: {money_text(found.total, found.currency)} for {len(reached)} payees.",
        facts=facts,
        documents=tuple(sorted({key.digest, *(inputs or {}).values()})),
    )
    return (entry,)


def check_unchanged(reader: JournalReader, record: SharingRecord, run: Run, in_force: KeyCheck, on: date) -> None:
    """Refuse to go on with a run whose pot shrank or whose key is in force no more. Raises `ProcedureError`."""
    for pot, units in sorted(run.pots.items()):
        there = in_pot(reader, pot, run.currency)
        free = there - spoken_for(record, pot, run.currency, besides=run.id)
        if units > free:
            raise ProcedureError(
                f"run {run.id} was proposed with {money_text(units, run.currency)} of the pot {pot}, in which "
                f"{money_text(free, run.currency)} are left "
                f"({money_text(there, run.currency)} less what other runs take): reverse it and propose it again"
            )
    if reason := in_force(reader, run.decision, run.key_digest, on):
        raise ProcedureError(f"the key of run {run.id} is not in force: {reason}")
