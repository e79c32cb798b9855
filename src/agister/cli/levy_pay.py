"""`agister levy pay`: orders for the bank, prepared by one person and released by another."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from agister.cli.levy_act import day
from agister.cli.levy_desk import add_desk, entry_row, new_file, print_entries
from agister.cli.terminal import hanging, print_json
from agister.errors import PaymentError
from agister.levy.wording import money_text
from agister.levy.working_days import next_working_day
from agister.office.folder import Office, open_office
from agister.office.paying import book_bank_status, prepare_order, release_order

name = "pay"
summary = "prepare an order of all that is due, release it as pain.001, book what the bank says"
description = (
    "Four eyes: `--prepare` puts together everything that is due on the day; another person releases the order with `--out`, which "
    "writes pain.001 for the bank. `--status` books the bank's answer (pain.002): what it refuses is due again. Payments "
    "count as paid when a bank statement shows them (agister levy receive)."
)
example = (
    "agister levy pay ORDER-1 --prepare --office my-office --by ana\n"
    "agister levy pay ORDER-1 --out pain001.xml --office my-office --by bo\n"
    "agister levy pay --status pain002.xml --office my-office --by ana"
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The order, and one of three steps."""
    parser.add_argument(
        "order",
        metavar="ORDER",
        nargs="?",
        default="",
        help="name of the order; the next number, or the one that waits, if left out",
    )
    steps = parser.add_mutually_exclusive_group(required=True)
    steps.add_argument("--prepare", action="store_true", help="put together what is due")
    steps.add_argument("--out", metavar="FILE.xml", type=Path, help="release the order and write its file")
    steps.add_argument("--status", metavar="FILE.xml", type=Path, help="book the bank's answer")
    parser.add_argument(
        "--bank", metavar="NAME", default="", help="account of the office that pays; its first if left out"
    )
    parser.add_argument(
        "--execution", metavar="DATE", type=day, help="day of execution; the next working day if left out"
    )
    add_desk(parser)


def run(options: argparse.Namespace) -> int:
    """One of the steps."""
    office = open_office(options.office)
    if options.status:
        content = options.status.read_bytes()
        print_entries(book_bank_status(office, content, options.status.name, on=options.on, by=options.by), options)
        return 0
    options.order = options.order or _the_one(office, prepare=options.prepare)
    if options.prepare:
        return _prepare(office, options)
    return _release(office, options)


def _the_one(office: Office, *, prepare: bool) -> str:
    """The order that is meant where none is named: the next number, or the only one that waits to be released."""
    prepared = [booked.entry.subject for booked in office.journal.entries(kinds=("payment_prepared",))]
    if prepare:
        return f"ORDER-{len(prepared) + 1}"
    released = {booked.entry.subject for booked in office.journal.entries(kinds=("payment_ordered",))}
    waiting = [subject.partition(":")[2] for subject in prepared if subject not in released]
    if len(waiting) != 1:
        found = f"{', '.join(waiting)} wait" if waiting else "none waits"
        raise PaymentError(f"name the order to release: agister levy pay ORDER --out FILE.xml; {found} to be released")
    return waiting[0]


def _prepare(office: Office, options: argparse.Namespace) -> int:
    execution: date = options.execution or next_working_day(options.on, office.settings.calendar or "weekends")
    found = prepare_order(office, options.order, bank=options.bank, execution=execution, on=options.on, by=options.by)
    if options.json:
        print_json({
            "order": found.order,
            "payments": [{"payee": one.payee, "units": one.units, "currency": one.currency} for one in found.payments],
            "waiting": list(found.waiting),
            "booked": [entry_row(entry) for entry in found.entries],
        })  # fmt: skip
        return 0
    total = sum(one.units for one in found.payments)
    count = "1 payment" if len(found.payments) == 1 else f"{len(found.payments)} payments"
    print(f"order {found.order}: {count}, {money_text(total, found.payments[0].currency)}")
    for one in found.payments:
        print(hanging(f"  {one.payee}   {money_text(one.units, one.currency)}   to {one.name}"))
    for text in found.waiting:
        print(hanging(f"  waits: {text}"))
    print(
        f"next, by somebody else: agister levy pay {found.order} --out {found.order}.xml --office {options.office} --by NAME"
    )
    return 0


def _release(office: Office, options: argparse.Namespace) -> int:
    with new_file(options.out) as file:
        found = release_order(office, options.order, on=options.on, by=options.by)
        file.write(found.file)
    print_entries(found.entries, options)
    if not options.json:
        for change in found.changed:
            print(hanging(f"  written otherwise for the bank: {change.place}: {change.given} → {change.sent}"))
        print(f"written: {options.out}; send it to the bank, then book its statement with agister levy receive")
    return 0
