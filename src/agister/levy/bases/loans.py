"""Loans: a payment for each loan from public libraries, up to a maximum (UK Public Lending Right, SI 2026/8).

Here the act pays out: the amount is what a party is owed. The least that is paid is the `de_minimis` of the act.
"""

from __future__ import annotations

from agister.errors import LevyError
from agister.ledger.exact import written
from agister.levy.facts import Facts
from agister.levy.instrument import Schedule
from agister.levy.lines import Measured, line
from agister.levy.wording import money_text

name = "loans"
summary = "payment for each loan, up to a maximum"
needs = (("fee_per_loan",),)
reads = ("loans",)


def measure(facts: Facts, schedule: Schedule) -> Measured:
    """Loans × payment for one, at most the maximum."""
    fee = schedule.need("fee_per_loan")
    loans = facts.money("loans")
    if loans is None:
        raise LevyError(f"the return does not declare `loans`, which {fee.law} asks for")
    each = schedule.fraction("fee_per_loan")
    amount = loans.amount * each
    lines = [
        line("charge", f"{written(loans.amount)} loans × {money_text(each, facts.currency)}", amount, fee, loans.fact)
    ]
    maximum = schedule.find("maximum")
    if maximum is not None and amount > schedule.fraction("maximum"):
        amount = schedule.fraction("maximum")
        lines.append(line("maximum", "at most the maximum", amount, maximum, loans.fact))
    return Measured(amount=amount, lines=tuple(lines))
