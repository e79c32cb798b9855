"""`agister levy receive`: bank statements into the books of an office."""

from __future__ import annotations

import argparse
from pathlib import Path

from agister.cli.levy_desk import add_desk, booked_so_far, entry_row, print_entries
from agister.cli.terminal import hanging, print_json
from agister.errors import AgisterError
from agister.levy.wording import money_text
from agister.office.folder import open_office
from agister.office.receiving import ReceivedFile, receive

name = "receive"
summary = "book a bank statement: receipts, payments, and what nobody can explain yet"
description = (
    "Reads camt.053, camt.054 or CSV and books every movement once: a receipt is matched with the charge that it pays by creditor "
    "reference, else by party and amount; a debit with the order that it carries out. What cannot be matched rests in suspense and "
    "is listed. A statement that contradicts itself, names an unknown account or another currency is refused: nothing of it is booked."
)
example = "agister levy receive statement.xml --office my-office --by ana"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The files."""
    parser.add_argument("statements", metavar="STATEMENT", type=Path, nargs="+", help="camt.053, camt.054 or CSV")
    add_desk(parser)


def run(options: argparse.Namespace) -> int:
    """Book them one after another."""
    office = open_office(options.office)
    found: list[tuple[Path, ReceivedFile]] = []
    for path in options.statements:
        try:
            found.append((path, receive(office, path.read_bytes(), path.name, on=options.on, by=options.by)))
        except AgisterError as error:
            raise booked_so_far(error, [before.name for before, _ in found]) from None
    if options.json:
        print_json({"statements": [_row(path, received) for path, received in found]})
        return 0
    for path, received in found:
        print(
            f"{path.name}: {len(received.entries)} entries booked, {received.booked_before} movements were booked before, "
            f"{received.not_money} moved no money"
        )
        print_entries(received.entries, options)
        for item in received.unmatched:
            maybe = f"; perhaps {', '.join(item.candidates)}" if item.candidates else ""
            print(
                hanging(
                    f"  to be found: receipt {item.receipt} ({item.place}), {money_text(item.units, item.currency)}: {item.reason}{maybe}"
                )
            )
        for problem in received.problems:
            print(hanging(f"  problem: {problem}"))
    return 0


def _row(path: Path, received: ReceivedFile) -> dict[str, object]:
    return {
        "statement": path.name,
        "booked": [entry_row(entry) for entry in received.entries],
        "booked_before": received.booked_before,
        "not_money": received.not_money,
        "unmatched": [
            {
                "receipt": item.receipt,
                "place": item.place,
                "units": item.units,
                "currency": item.currency,
                "reason": item.reason,
                "candidates": list(item.candidates),
            }
            for item in received.unmatched
        ],
        "problems": list(received.problems),
    }
