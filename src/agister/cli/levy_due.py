"""`agister levy due`: what fell due by a day, and the notices that ask for it."""

from __future__ import annotations

import argparse
from pathlib import Path

from agister.cli.levy_act import day
from agister.cli.levy_desk import add_desk, entry_row, new_file, print_entries
from agister.cli.terminal import hanging, print_json
from agister.errors import ProcedureError
from agister.levy.wording import money_text
from agister.office.asking import ask, end_of_day
from agister.office.folder import open_office

name = "due"
summary = "book what fell due by a day; ask a party for what it owes"
description = (
    "Books penalties whose step is reached, interest on what was paid late, interest that the office owes, and assessments that became "
    "final, up to the day. Doing it again books nothing again. With --notice it asks a party for all that may be asked for and writes the "
    "letter as PDF, with its creditor reference."
)
example = (
    "agister levy due --on 2028-10-01 --office my-office --by ana\n"
    "agister levy due --notice acme --out notice.pdf --office my-office --by ana"
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The day, or the party."""
    parser.add_argument("--notice", metavar="PARTY", default="", help="ask this party for what it owes")
    parser.add_argument("--out", metavar="FILE.pdf", type=Path, help="where to write the letter")
    parser.add_argument(
        "--pay-by", metavar="DATE", type=day, help="by when; the due day, or 30 days from now where it is over"
    )
    parser.add_argument(
        "--interest-on",
        metavar="CHARGE",
        action="append",
        default=[],
        help="raise interest up to the day although it is not paid",
    )
    add_desk(parser)


def run(options: argparse.Namespace) -> int:
    """Either of the two."""
    office = open_office(options.office)
    if not options.notice:
        found = end_of_day(office, on=options.on, by=options.by, asked=tuple(options.interest_on))
        if options.json:
            print_json({"booked": [entry_row(entry) for entry in found.entries], "left_open": list(found.left_open)})
            return 0
        print_entries(found.entries, options)
        for text in found.left_open:
            print(hanging(f"  left open: {text}"))
        return 0
    if options.out is None:
        raise ProcedureError("say where to write the letter: --out notice.pdf")
    with new_file(options.out) as file:
        issued = ask(office, options.notice, due=options.pay_by, on=options.on, by=options.by)
        file.write(issued.pdf)
    if options.json:
        print_json({
            "booked": [entry_row(entry) for entry in issued.entries], "reference": issued.reference, "amount": issued.units,
            "currency": issued.currency, "letter": str(options.out),
        })  # fmt: skip
        return 0
    print_entries(issued.entries, options)
    print(f"written: {options.out}   {money_text(issued.units, issued.currency)} under {issued.reference}")
    return 0
