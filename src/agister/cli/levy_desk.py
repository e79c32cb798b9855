"""What commands that work in an office folder have in common: which folder, whose hand, which day, and what they print."""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import IO, Any

from agister.cli.levy_act import day
from agister.cli.terminal import hanging, print_json
from agister.errors import AgisterError, UsageError
from agister.ledger import JournalEntry
from agister.levy.wording import money_text


def add_office(parser: argparse.ArgumentParser) -> None:
    """`--office` and `--json`, for commands that only read."""
    parser.add_argument("--office", metavar="DIR", type=Path, required=True, help="the office folder")
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def add_desk(parser: argparse.ArgumentParser) -> None:
    """The same for commands that book: who does it, and on which day."""
    add_office(parser)
    parser.add_argument("--by", metavar="NAME", required=True, help="who answers for it; four eyes need two names")
    parser.add_argument(
        "--on", metavar="DATE", type=day, default=today(), help="day on which it takes effect; today if left out"
    )


def today() -> date:
    """The day of the clock (UTC)."""
    return datetime.now(UTC).date()


@contextmanager
def new_file(path: Path) -> Iterator[IO[bytes]]:
    """A file that is there as a whole or not at all, and replaces none: what is booked beside it must not be without it.

    Raises `UsageError` where there is one of that name already.
    """
    if path.exists():
        raise UsageError(f"{path} exists already: name another file, nothing is overwritten")
    if not path.absolute().parent.is_dir():
        raise UsageError(f"{path} cannot be written: there is no folder {path.parent}")
    handle, part = tempfile.mkstemp(dir=path.absolute().parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
        Path(part).replace(path)
    except BaseException:
        Path(part).unlink(missing_ok=True)
        raise


def booked_so_far(error: AgisterError, names: Sequence[str]) -> AgisterError:
    """What went wrong with one of several files, and which ones before it were booked: they stay."""
    return type(error)(f"{error}; booked before it: {', '.join(names)}") if names else error


def print_entries(entries: Sequence[JournalEntry], options: argparse.Namespace) -> None:
    """What was booked: the sentence of each entry, and what it moved."""
    if options.json:
        print_json({"booked": [entry_row(entry) for entry in entries]})
        return
    if not entries:
        print("nothing to book: it is all booked already")
    for entry in entries:
        print(hanging(f"{entry.subject}   {entry.text}"))
        for posting in entry.postings:
            side = "debit " if posting.units > 0 else "credit"
            print(f"    {side} {posting.account:<40} {money_text(abs(posting.units), posting.currency):>20}")


def entry_row(entry: JournalEntry) -> dict[str, Any]:
    """An entry for machines."""
    return {
        "key": entry.key,
        "kind": entry.kind,
        "on": entry.on.isoformat(),
        "subject": entry.subject,
        "text": entry.text,
        "postings": [[item.account, item.units, item.currency] for item in entry.postings],
    }
