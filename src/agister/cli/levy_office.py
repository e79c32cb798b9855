"""`agister levy office`: make an office folder, look at where it stands, close its books."""

from __future__ import annotations

import argparse
from pathlib import Path

from agister.cli.levy_act import day, parameters, read_text
from agister.cli.levy_desk import add_desk, add_office, print_entries, today
from agister.cli.narrow import add_verb
from agister.cli.terminal import hanging, print_json, table
from agister.errors import LevyError
from agister.levy.instrument_file import shipped_instruments
from agister.office.books import close_books, standing
from agister.office.folder import found_office, open_office
from agister.office.settings import BankAccount, Settings

name = "office"
summary = "make an office folder, look at where it stands, close its books"
description = (
    "An office folder holds one levy: its journal (SQLite, or PostgreSQL), every document under its digest, and office.toml with "
    "what the office decides for itself. `init` makes one, `show` says where it stands, `close` closes the books up to a day."
)
example = (
    'agister levy office init my-office --instrument model-act --charter examples/levy/charter.yaml --name "Levy office" '
    '--iban "DE02120300000000202051" --by ana\n'
    "agister levy office show --office my-office"
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Three verbs."""
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    init = add_verb(
        verbs,
        "init",
        summary="make an office folder",
        description="Makes an office folder for one levy under one act and opens its books.",
        example=example.splitlines()[0],
    )
    init.add_argument("folder", metavar="DIR", type=Path, help="a new folder")
    init.add_argument(
        "--instrument", metavar="X", required=True, help="id of an act (agister levy instruments), or a file"
    )
    init.add_argument("--charter", metavar="FILE", type=Path, help="the charter that says who is paid and who decides")
    init.add_argument("--name", metavar="TEXT", default="Levy office", help="what the office is called")
    init.add_argument(
        "--iban", metavar="IBAN", default="", help="the office's account; more can be added in office.toml"
    )
    init.add_argument("--base", metavar="NAME", default="", help="one of the bases of the act; its first if left out")
    init.add_argument(
        "--set", metavar="NAME=VALUE", action="append", default=[], help="a value that the act leaves open"
    )
    init.add_argument(
        "--postgres",
        metavar="VARIABLE",
        default="",
        help="keep the journal in PostgreSQL; environment variable with the connection string",
    )
    init.add_argument(
        "--schema", metavar="NAME", default="agister", help="schema of PostgreSQL that the journal has for itself"
    )
    init.add_argument("--by", metavar="NAME", required=True, help="who answers for it")
    init.add_argument(
        "--on", metavar="DATE", type=day, default=today(), help="day on which the books open; today if left out"
    )
    init.set_defaults(run_verb=_init)
    show = add_verb(
        verbs,
        "show",
        summary="where it stands: balances, what is owed, what is to be done",
        description="Says where an office stands: balances, what is owed by whom, and what is to be done.",
        example="agister levy office show --office my-office",
    )
    add_office(show)
    show.add_argument("--on", metavar="DATE", type=day, default=today(), help="as of a day; today if left out")
    show.set_defaults(run_verb=_show)
    close = add_verb(
        verbs,
        "close",
        summary="close the books: nothing takes effect up to that day any more",
        description="Closes the books: nothing takes effect up to that day any more.",
        example="agister levy office close --until 2027-12-31 --office my-office --by ana",
    )
    add_desk(close)
    close.add_argument("--until", metavar="DATE", type=day, required=True, help="last day that is closed")
    close.set_defaults(run_verb=_close)


def run(options: argparse.Namespace) -> int:
    """One of the verbs."""
    status: int = options.run_verb(options)
    return status


def _init(options: argparse.Namespace) -> int:
    from agister.payments import check_iban

    act = _act_text(options.instrument)
    banks: tuple[BankAccount, ...] = ()
    if options.iban:
        banks = (BankAccount(name="main", iban=check_iban(options.iban), holder=options.name),)
    office = found_office(
        options.folder,
        Settings(
            name=options.name,
            banks=banks,
            journal="postgres" if options.postgres else "sqlite",
            connection_variable=options.postgres or "AGISTER_JOURNAL",
            schema=options.schema,
        ),
        act=act,
        charter=read_text(options.charter) if options.charter else "",
        given=parameters(options.set),
        base=options.base,
        on=options.on,
        by=options.by,
    )
    print(hanging(f"{options.folder} is ready: {office.settings.name} under {office.act().instrument.title}"))
    print(f"next: agister levy book REGISTRATION.yaml --office {options.folder} --by NAME")
    return 0


def _show(options: argparse.Namespace) -> int:
    found = standing(open_office(options.office), options.on)
    if options.json:
        print_json(found.as_json())
        return 0
    print(f"{found.name}   {found.act}   {options.on}   {found.entries:,} entries, head {found.head[:18]}…")
    for title, rows in found.sections():
        print(f"\n{title}")
        if rows:
            print(table(rows))
        else:
            print("  none")
    print("\nto be done")
    for text in found.to_do:
        print(hanging(f"  {text}"))
    if not found.to_do:
        print("  nothing")
    return 0


def _close(options: argparse.Namespace) -> int:
    print_entries(close_books(open_office(options.office), options.until, on=options.on, by=options.by), options)
    return 0


def _act_text(word: str) -> str:
    from importlib.resources import files

    if word in shipped_instruments():
        return (files("agister.levy") / "instruments" / f"{word}.yaml").read_text("utf-8")
    path = Path(word)
    if not path.is_file():
        raise LevyError(
            f"there is no act {word!r}; there are {', '.join(shipped_instruments())}, or name a file such as act.yaml"
        )
    return read_text(path)
