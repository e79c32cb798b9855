"""`agister levy journal`: the entries of an office, in their order, and whether the chain of their digests holds."""

from __future__ import annotations

import argparse

from agister.cli.levy_desk import add_office, entry_row
from agister.cli.terminal import hanging, print_json
from agister.levy.wording import money_text
from agister.office.checking import check_books
from agister.office.folder import Office, open_office

name = "journal"
summary = "list the entries of an office, with their keys"
description = (
    "Prints every entry: its number, the day on which it takes effect, its key and its sentence. With --subject only those about one "
    "thing, with --kind those of one kind. Entries are never changed: what corrects one names it. --check reads everything again: the "
    "chain of digests, the sums of both sides, and every document that is kept."
)
example = "agister levy journal --office my-office --subject charge:levy/acme/2027"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which entries."""
    add_office(parser)
    parser.add_argument("--subject", metavar="S", default="", help="only about this, such as party:acme")
    parser.add_argument("--kind", metavar="K", action="append", default=[], help="only of this kind, such as assessed")
    parser.add_argument("--after", metavar="N", type=int, default=0, help="only after this number")
    parser.add_argument(
        "--check", action="store_true", help="check that nothing was changed; exit status 1 where it was"
    )


def run(options: argparse.Namespace) -> int:
    """Print them."""
    office = open_office(options.office)
    if options.check:
        return _check(office, options)
    journal = office.journal
    found = journal.entries(after=max(0, options.after), kinds=tuple(options.kind), subject=options.subject)
    if options.json:
        print_json([
            {"number": booked.number, "recorded": booked.recorded.isoformat(), "digest": booked.digest, "by": booked.entry.by,
             **entry_row(booked.entry), "facts": booked.entry.facts}
            for booked in found
        ])  # fmt: skip
        return 0
    for booked in found:
        entry = booked.entry
        print(hanging(f"{booked.number:>6}  {entry.on}  {entry.kind:<22} {entry.text}"))
        print(f"        key {entry.key}   by {entry.by}" + (f"   corrects {entry.corrects}" if entry.corrects else ""))
        for posting in entry.postings:
            side = "debit " if posting.units > 0 else "credit"
            print(f"          {side} {posting.account:<40} {money_text(abs(posting.units), posting.currency):>20}")
    return 0


def _check(office: Office, options: argparse.Namespace) -> int:
    found = check_books(office)
    if options.json:
        print_json(
            {
                "entries": found.entries,
                "documents": found.documents,
                "head": found.head,
                "problems": list(found.problems),
            }
        )
        return 1 if found.problems else 0
    for problem in found.problems:
        print(hanging(f"  problem: {problem}"))
    print(f"{found.entries:,} entries and {found.documents:,} documents: {'damaged' if found.problems else 'whole'}")
    print(f"  head {found.head}")
    return 1 if found.problems else 0
