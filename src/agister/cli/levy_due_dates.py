"""`agister levy due-dates`: when the duties of a period fall due under an act."""

from __future__ import annotations

import argparse

from agister.cli.levy_act import day, instrument_named
from agister.cli.terminal import hanging, print_json
from agister.levy.due_dates import due_dates
from agister.levy.working_days import CALENDARS

name = "due-dates"
summary = "when the duties of a period fall due"
description = (
    "The due dates of a period under an act, each with its law; with a calendar, moved to the next working day."
)
example = "agister levy due-dates --instrument uk-dst --period-end 2020-12-31"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The act and the period."""
    parser.add_argument("--instrument", metavar="X", required=True, help="id of an act, or a file")
    parser.add_argument("--period-end", metavar="DATE", type=day, required=True, help="last day of the period")
    parser.add_argument("--calendar", choices=tuple(CALENDARS), default="", help="move due dates to its working days")
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(options: argparse.Namespace) -> int:
    """Print them in order of time."""
    act = instrument_named(options.instrument)
    found = due_dates(act, options.period_end, options.calendar)
    if options.json:
        items = [
            {"duty": due.duty, "date": due.day, "moved_from": due.moved_from, "law": due.law, "link": due.link}
            for due in found
        ]
        print_json({"instrument": act.id, "period_end": options.period_end, "due_dates": items})
        return 0
    for due in found:
        moved = f" (moved from {due.moved_from})" if due.moved_from else ""
        print(hanging(f"{due.day}{moved}   {due.duty}   {due.law}"))
    return 0
