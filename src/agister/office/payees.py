"""How every payee stands on a day, in the words of a run: payable, or why its money rests."""

from __future__ import annotations

from datetime import date

from agister.ledger import JournalReader
from agister.levy.payees import all_payable, payees
from agister.levy.payees.payee import Payee
from agister.levy.runs import Standing, Why


def standings(reader: JournalReader, day: date) -> dict[str, Standing]:
    """Payee → how it stands. Whoever never applied is not there, and a run with such a name is refused."""
    found: dict[str, Standing] = {}
    known = payees(reader, day)
    for name, reasons in all_payable(reader, day).items():
        found[name] = (
            Standing(hold=_why(known[name]), reason="; ".join(reasons)) if reasons else Standing(reason="admitted")
        )
    return found


def _why(payee: Payee) -> str:
    if payee.admitted is None:
        return Why.NOT_ADMITTED
    if payee.suspended or payee.closed or (payee.screening is not None and not payee.screening.clear):
        return Why.SUSPENDED
    return Why.SUSPENDED if payee.accounts else Why.NO_ACCOUNT
