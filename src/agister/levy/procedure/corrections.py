"""Whether an entry can be undone as if it had not been: not where later ones rest on it."""

from __future__ import annotations

from agister.errors import JournalError, ProcedureError
from agister.ledger import JournalEntry, JournalReader
from agister.levy.procedure.booking import standing
from agister.levy.procedure.charges import KINDS, fold

#: Entries that say more than what they move: they are changed by the next step of the procedure, not undone.
_NEXT_STEP = {
    "assessed": "assess anew; the later assessment posts the difference",
    "dispute_opened": "decide the dispute",
    "dispute_decided": "take it to the next forum",
    "matched": "take the receipt back from its charges",
}


def check_correction(reader: JournalReader, entry: JournalEntry) -> None:
    """Raises `ProcedureError` where an entry cannot be undone, with what to do instead.

    Charges are computed without it: no later entry may rest on it, and nothing may be paid, kept apart or let off beyond what is raised.
    """
    if entry.kind in _NEXT_STEP:
        raise ProcedureError(f"{entry.key} ({entry.kind}) is not undone by a correction: {_NEXT_STEP[entry.kind]}")
    if entry.kind not in KINDS:
        return
    rest = (item for item in standing(reader, kinds=KINDS) if item.key != entry.key)
    try:
        charges = fold(rest)
    except JournalError as error:
        raise ProcedureError(f"{entry.key} ({entry.kind}) cannot be undone: {error}; undo that first") from None
    for charge in charges.values():
        if charge.outstanding < 0 or charge.paid < 0 or charge.held > charge.paid:
            raise ProcedureError(
                f"{entry.key} ({entry.kind}) cannot be undone: more would be paid or let off of charge {charge.id} than is owed; "
                "undo the later entries about it first"
            )
