"""`agister levy reverse`: take a run back, or undo an entry that was wrong. Nothing is ever deleted."""

from __future__ import annotations

import argparse

from agister.cli.levy_desk import add_desk, print_entries
from agister.office.books import correct
from agister.office.folder import open_office
from agister.office.sharing import reverse_run

name = "reverse"
summary = "take back what of a run was not paid, or undo a wrong entry"
description = (
    "`run:NAME` takes back what of a run was not paid; it returns to the pot. The key of an entry undoes its postings by an entry that "
    "names it. Both stay on record; an entry in a closed period is undone on a later day."
)
example = "agister levy reverse run:2027 --reason 'an input was wrong' --office my-office --by ana"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What, and why."""
    parser.add_argument("what", metavar="WHAT", help="run:NAME, or the key of an entry (agister levy journal)")
    parser.add_argument(
        "--reason", metavar="TEXT", required=True, help="why; it stands in the journal and in the report"
    )
    add_desk(parser)


def run(options: argparse.Namespace) -> int:
    """Reverse it."""
    office = open_office(options.office)
    kind, _, run = options.what.partition(":")
    if kind == "run" and ":" not in run:
        entries = reverse_run(office, run, options.reason, on=options.on, by=options.by)
    else:
        entries = correct(office, options.what, options.reason, on=options.on, by=options.by)
    print_entries(entries, options)
    return 0
