"""Which key shares out on a day.

A key takes effect through a recorded, adopted decision and through nothing else; the decision names it by the digest of its file.
"""

from __future__ import annotations

from datetime import date

from agister.errors import ProcedureError
from agister.ledger.journal import JournalReader
from agister.levy.charter.charter import Charter, Matter
from agister.levy.charter.decision_record import Decision, decisions


def key_in_force(reader: JournalReader, charter: Charter, day: date) -> tuple[str, str]:
    """Id of the decision and digest (`sha256:…`) of the key that shares out on a day: the last that took effect by then.

    Raises `ProcedureError` where no key was decided on, or none has effect yet.
    """
    decided = [item for item in decisions(reader, charter.id) if item.matter is Matter.KEY and item.adopted]
    effective = [item for item in decided if item.in_effect(day)]
    if not effective:
        coming = min(decided, key=_effect, default=None)
        hint = f"; {coming.id} takes effect on {coming.takes_effect}" if coming else ""
        raise ProcedureError(
            f"no key is in force under {charter.id} on {day}{hint}: a key is proposed, consulted on, voted on and adopted first"
        )
    # Of two that take effect on one day, the one taken later counts, and of two taken on one day the one proposed later.
    last = max(enumerate(effective), key=lambda pair: (_effect(pair[1]), pair[1].taken or date.min, pair[0]))[1]
    return last.id, last.proposal_digest


def _effect(item: Decision) -> date:
    return item.takes_effect or date.max
