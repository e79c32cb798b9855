"""`agister levy hmrc-return`: a return under the UK Digital Services Tax in the form of its authority."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path

from agister.cli.levy_act import instrument_named, read_text
from agister.cli.terminal import print_json
from agister.errors import LevyError
from agister.levy.assess import assess
from agister.levy.exchange import read_reference_rates
from agister.levy.levy_return import currencies
from agister.levy.return_file import load_return
from agister.publishing.hmrc_return import hmrc_return

name = "hmrc-return"
summary = "write a UK digital services tax return in HMRC's form"
description = (
    "Assesses a return under uk-dst and prints the JSON request of HMRC's return API (1480). HMRC's form holds no revenue: what the "
    "group and each member owe is computed here from the declared facts. It is printed, never sent."
)
example = "agister levy hmrc-return examples/levy/dst-return.yaml --registration AMDST0799721562 --period-key '#001'"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The return, and what only HMRC knows."""
    parser.add_argument("levy_return", metavar="RETURN.yaml", type=Path, help="the declared return")
    parser.add_argument("--registration", metavar="NUMBER", required=True, help="two letters, DST and ten digits")
    parser.add_argument("--period-key", metavar="KEY", required=True, help="key of the period in HMRC's obligation")
    parser.add_argument("--amended", action="store_true", help="an amendment, not the first return of the period")
    parser.add_argument(
        "--reference", metavar="MEMBER=UTR", action="append", default=[], help="taxpayer reference of a member"
    )
    parser.add_argument(
        "--rates", metavar="FILE.csv", type=Path, help="reference rates, for returns in other currencies"
    )
    parser.add_argument("--received", metavar="TIME", type=_time, help="when it was received (UTC); now if left out")


def run(options: argparse.Namespace) -> int:
    """Assess and print."""
    act = instrument_named("uk-dst")
    levy_return = load_return(read_text(options.levy_return), options.levy_return.name)
    rates = None
    if options.rates:
        codes = sorted({act.currency, *currencies(levy_return)})
        rates = read_reference_rates(read_text(options.rates).splitlines(), options.rates.name, codes)
    references: dict[str, str] = {}
    for word in options.reference:
        member, sign, reference = word.rpartition("=")
        if not sign or not member or not reference:
            raise LevyError(f"--reference {word}: write MEMBER=REFERENCE")
        references[member] = reference
    found = hmrc_return(
        levy_return,
        assess(levy_return, act, rates=rates),
        act,
        registration=options.registration,
        received=options.received or datetime.now(UTC),
        period_key=options.period_key,
        amended=options.amended,
        references=references,
        rates=rates,
    )
    print_json(found)
    return 0


def _time(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no time such as 2024-10-01T09:00:00Z") from None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
