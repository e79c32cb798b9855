"""`agister levy interest`: interest on late payment or on a repayment, at the dated rates of an act."""

from __future__ import annotations

import argparse

from agister.cli.levy_act import day, instrument_named, shown
from agister.cli.terminal import hanging, print_json
from agister.errors import LevyError
from agister.ledger import Rounding
from agister.ledger.amount import minor_units
from agister.ledger.exact import written
from agister.levy.interest import interest
from agister.levy.wording import money_text, percent_text

name = "interest"
summary = "interest on late payment or on a repayment"
description = (
    "Simple interest, actual days over 365: the due date counts, the day of payment does not. Days for which the act records no "
    "rate are refused."
)
example = "agister levy interest 200000000 --due 2021-10-01 --paid 2021-10-18 --instrument uk-dst"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The sum, the two days and the act."""
    parser.add_argument("amount", metavar="AMOUNT", help="whole minor units (cents)")
    parser.add_argument("--due", metavar="DATE", type=day, required=True, help="first day that counts")
    parser.add_argument("--paid", metavar="DATE", type=day, required=True, help="first day that no longer counts")
    parser.add_argument("--instrument", metavar="X", required=True, help="id of an act, or a file")
    parser.add_argument("--repayment", action="store_true", help="at the rate of repayments")
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(options: argparse.Namespace) -> int:
    """Compute and print it."""
    act = instrument_named(options.instrument)
    key = "repayment_interest" if options.repayment else "late_interest"
    if key not in act.values:
        raise LevyError(f"{act.id} records no rate of interest ({key}); add it to the act, with its source")
    rounding = act.value("rounding", options.due)
    mode = Rounding(str(rounding.value)) if rounding else Rounding.HALF_UP
    found = interest(minor_units(options.amount), options.due, options.paid, act.values[key], mode)
    if options.json:
        print_json(
            {
                "amount": found.amount,
                "currency": act.currency,
                "lines": [
                    {
                        "since": span.start, "until": span.until, "days": span.days, "rate": written(span.rate),
                        "amount": shown(span.amount), "law": span.law, "link": span.link,
                    }
                    for span in found.spans
                ],
            }
        )  # fmt: skip
        return 0
    print(money_text(found.amount, act.currency))
    for span in found.spans:
        print(
            hanging(
                f"  {span.days} days from {span.start} at {percent_text(span.rate)}   {money_text(span.amount, act.currency)}   {span.law}"
            )
        )
    return 0
