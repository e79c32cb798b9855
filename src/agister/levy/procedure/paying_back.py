"""Where money comes from that is paid back: out of the pot of the period; if that was shared out already, out of the reserve."""

from __future__ import annotations

from agister.errors import ProcedureError
from agister.ledger import JournalReader, Posting
from agister.levy.chart import move
from agister.levy.procedure.charge import Charge
from agister.levy.wording import money_text


def lies_in(reader: JournalReader, account: str, code: str) -> int:
    """Minor units that lie in an account of the cash side, for whoever it is kept for."""
    return -reader.balances(under=account).get((account, code), 0)


def out_of_pot(reader: JournalReader, period: str, code: str, units: int, to: str, why: str) -> tuple[Posting, ...]:
    """Postings that take an amount out of the pot of a period and, where that is not enough, the reserve.

    Raises `ProcedureError` with what to do where both are too small: nothing that was not received is paid back.
    """
    if units <= 0:
        return ()
    pot = f"Pot:{period}"
    from_pot = min(units, max(0, lies_in(reader, pot, code)))
    from_reserve = units - from_pot
    reserve = max(0, lies_in(reader, "Reserve", code))
    if from_reserve > reserve:
        raise ProcedureError(
            f"{why}: {money_text(units, code)} would have to be paid back, but the pot of {period} was shared out "
            f"({money_text(from_pot, code)} left) and the reserve holds {money_text(reserve, code)}: "
            "reverse the run as far as it was not paid, or book it when the next money is in"
        )
    return (*move(pot, to, from_pot, code), *move("Reserve", to, from_reserve, code))


def change(reader: JournalReader, charge: Charge, difference: int) -> tuple[Posting, ...]:
    """Postings that change what a charge was raised to.

    Upwards more is owed. Downwards less is owed, as far as it was not paid; what was paid beyond is paid back.
    """
    if difference >= 0:
        return move(charge.receivable, charge.assessed, difference, charge.currency)
    less = min(-difference, max(0, charge.outstanding))
    back = -difference - less
    if back > charge.paid:
        raise ProcedureError(
            f"charge {charge.id} cannot be lowered by {money_text(-difference, charge.currency)}: "
            "a part of it was let off or written off; correct that entry first"
        )
    return (
        *move(charge.assessed, charge.receivable, less, charge.currency),
        *out_of_pot(reader, charge.period, charge.currency, back, f"Refund:{charge.party}", f"charge {charge.id}"),
    )
