"""`agister levy book`: documents into the books of an office."""

from __future__ import annotations

import argparse
from pathlib import Path

from agister.cli.levy_act import parameters
from agister.cli.levy_desk import add_desk, booked_so_far, print_entries
from agister.cli.terminal import print_json, table
from agister.errors import AgisterError
from agister.ledger import JournalEntry
from agister.office.booking import SCHEMAS, Beside, book_document
from agister.office.folder import Office, open_office

name = "book"
summary = "book documents: registrations, returns, disputes, votes, payees …"
description = (
    "Books YAML documents; what each is, its `schema` says. A return is filed and assessed at once; filed again with other facts and "
    "a reason, it is amended. What the procedure does not allow is refused with the reason, and nothing of that document is booked. "
    "Without a document, the kinds of documents are listed."
)
example = (
    "agister levy book registration.yaml --office my-office --by ana --on 2027-01-10\n"
    "agister levy book return.yaml --rates ecb.csv --office my-office --by ana"
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The documents, and what comes with them."""
    parser.add_argument(
        "documents", metavar="DOCUMENT.yaml", type=Path, nargs="*", help="what to book; none: list the kinds"
    )
    parser.add_argument(
        "--attach",
        metavar="FILE",
        type=Path,
        action="append",
        default=[],
        help="a file that the document names by its digest",
    )
    parser.add_argument(
        "--rates", metavar="FILE.csv", type=Path, help="reference rates in the ECB's form, for a return"
    )
    parser.add_argument("--reason", metavar="TEXT", default="", help="why a return is amended")
    parser.add_argument("--base", metavar="NAME", default="", help="base of a new version of the act")
    parser.add_argument(
        "--set", metavar="NAME=VALUE", action="append", default=[], help="a value that the act leaves open"
    )
    add_desk(parser)


def run(options: argparse.Namespace) -> int:
    """Book them in their order."""
    if not options.documents:
        rows = [[f"agister.levy.{word}/1", schema.meaning] for word, schema in sorted(SCHEMAS.items())]
        rows += [
            ["agister.levy.return/1", "the facts of a period"],
            ["agister.levy.instrument/1", "a new version of the act"],
        ]
        if options.json:
            print_json({"schemas": dict(rows)})
        else:
            print("documents that can be booked, by their schema:")
            print(table(rows))
        return 0
    office = open_office(options.office)
    beside = Beside(
        attachments=tuple(options.attach),
        rates=options.rates,
        reason=options.reason,
        given=parameters(options.set) if options.set else None,
        base=options.base,
    )
    booked: list[JournalEntry] = []
    for number, path in enumerate(options.documents):
        try:
            head, _ = office.journal.head()
            found = book_document(office, path.read_bytes(), path.name, on=options.on, by=options.by, beside=beside)
            # What stood in the journal before was not booked now.
            booked += [entry for entry in found if _number(office, entry) > head]
        except AgisterError as error:
            raise booked_so_far(error, [before.name for before in options.documents[:number]]) from None
    print_entries(booked, options)
    return 0


def _number(office: Office, entry: JournalEntry) -> int:
    """Its number in the journal."""
    booked = office.journal.find(entry.key)
    return booked.number if booked is not None else 0
