"""`agister levy assess`: from a declared return to an amount, each line with its law and its fact."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from agister.cli.levy_act import day, instrument_named, parameters, read_text, shown
from agister.cli.terminal import hanging, print_json
from agister.ledger.exact import written
from agister.levy.assess import Assessment, assess
from agister.levy.exchange import RateTable, read_reference_rates
from agister.levy.levy_return import LevyReturn, currencies
from agister.levy.return_file import load_return
from agister.levy.wording import money_text, percent_text

name = "assess"
summary = "assess a return under an act"
description = (
    "Computes what is due for a return of declared facts. Amounts are whole minor units (cents), rounded once; every line names "
    "the law and the fact that it rests on. A return that contradicts itself is refused with the reason."
)
example = "agister levy assess return.yaml --instrument model-act\nagister levy assess return.yaml --instrument essay --set rate=1/100"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The return, the act, the day, and what an act leaves open."""
    parser.add_argument("levy_return", metavar="RETURN.yaml", type=Path, help="the declared return")
    parser.add_argument(
        "--instrument", metavar="X", required=True, help="id of an act (agister levy instruments), or a file"
    )
    parser.add_argument("--on", metavar="DATE", type=day, help="day of the law; the last day of the period if left out")
    parser.add_argument("--known", metavar="DATE", type=day, help="with what was known of the law on that day")
    parser.add_argument("--base", metavar="NAME", default="", help="one of the bases of the act; its first if left out")
    parser.add_argument(
        "--set",
        metavar="NAME=VALUE",
        action="append",
        default=[],
        help="a value that the act leaves open, e.g. rate=1/100",
    )
    parser.add_argument(
        "--rates", metavar="FILE.csv", type=Path, help="reference rates in the ECB's form: Date,USD,JPY,…"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(options: argparse.Namespace) -> int:
    """Assess it and print every line."""
    act = instrument_named(options.instrument)
    levy_return = load_return(read_text(options.levy_return), options.levy_return.name)
    found = assess(
        levy_return,
        act,
        options.on,
        given=parameters(options.set),
        base=options.base,
        rates=_rates(options.rates, levy_return, act.currency) if options.rates else None,
        known=options.known,
    )
    if options.json:
        print_json(as_json(found))
        return 0
    print(f"{found.levy_return}   {act.id}, law of {found.on}   {money_text(found.amount, found.currency)}")
    for line in found.lines:
        amount = "" if line.amount is None else f"   {money_text(line.amount, found.currency)}"
        print(hanging(f"  {line.text}{amount}"))
        print(hanging(f"    {line.law}   fact: {line.fact}"))
    for rate in found.rates:
        print(hanging(f"  exchange: {rate}"))
    for member, units in found.members.items():
        print(f"  borne by {member}: {money_text(units, found.currency)}")
    if found.of_surplus is not None:
        print(f"  levy over declared profit: {percent_text(found.of_surplus)}")
    for note in found.notes:
        print(hanging(f"  note: {note}"))
    return 0


def as_json(found: Assessment) -> dict[str, Any]:
    """An assessment as it is printed: amounts in minor units, whole or exact as `p/q`."""
    return {
        "amount": found.amount,
        "currency": found.currency,
        "exact": shown(found.exact),
        "instrument": found.instrument,
        "base": found.base,
        "on": found.on.isoformat(),
        "return": {"id": found.levy_return, "digest": found.return_digest},
        "lines": [
            {
                "step": line.step,
                "text": line.text,
                "amount": shown(line.amount),
                "law": line.law,
                "link": line.link,
                "fact": line.fact,
            }
            for line in found.lines
        ],
        "members": dict(found.members),
        "rates": [str(rate) for rate in found.rates],
        "levy_over_surplus": None if found.of_surplus is None else written(found.of_surplus),
        "notes": list(found.notes),
    }


def _rates(path: Path, levy_return: LevyReturn, currency: str) -> RateTable:
    """Only the rates that are asked for: the table of the ECB has a quarter of a million."""
    return read_reference_rates(read_text(path).splitlines(), path.name, sorted({currency, *currencies(levy_return)}))
