"""Programs that write to a journal beside others, and die while they do: for the tests of concurrency and crashes.

    python -m tests.journal_writers post PLACE PAIR WRITER COUNT
    python -m tests.journal_writers until_killed PLACE SEED [APPENDS]

PLACE is the path of a SQLite file, or `SCHEMA@CONNECTION` for PostgreSQL.
"""

from __future__ import annotations

import os
import random
import signal
import sys
from datetime import date
from pathlib import Path

from agister.errors import JournalError
from agister.ledger import JournalEntry
from agister.stores.journal_postgres import PostgresJournal
from agister.stores.journal_sqlite import SqliteJournal
from agister.stores.journal_tables import TableJournal
from tests.journals import moved, postings

POT = "Pot:2031"


def opened(place: str, *checks: object) -> TableJournal:
    """The journal at a place."""
    schema, at, connection = place.partition("@")
    if at:
        return PostgresJournal.open(connection, checks, schema=schema)  # type: ignore[arg-type]
    return SqliteJournal.open(Path(place), checks)  # type: ignore[arg-type]


def came_in(pair: int, count: int) -> JournalEntry:
    """Money for the pot: the same entry, whichever writer of a pair sends it."""
    units = 100 + (pair * 37 + count * 11) % 50
    return moved(
        f"in/{pair}/{count}",
        postings=postings(("Bank:main", units), (POT, -units)),
        facts={"pair": pair, "units": units},
    )


def post(place: str, pair: int, writer: int, count: int) -> None:
    """Send money in, as the other of the pair does, and spend from the pot what is there, in one write with reading it."""
    journal = opened(place)
    chance = random.Random(writer)
    for i in range(count):
        with journal.write() as write:
            write.append(came_in(pair, i))
        with journal.write() as write:
            there = -write.balances(under=POT).get((POT, "EUR"), 0)
            wanted = chance.randrange(1, 200)
            if wanted <= there:
                write.append(
                    moved(f"out/{writer}/{i}", kind="paid", postings=postings((POT, wanted), ("Bank:main", -wanted)))
                )
    journal.close()


def until_killed(place: str, seed: int, appends: int | None) -> None:
    """Write without end, several entries at once, and tell of each write that returned. `appends`: die within that one."""
    left = [appends]

    def die(entry: JournalEntry) -> None:
        if left[0] is not None:
            left[0] -= 1
            if left[0] < 0:
                os.kill(os.getpid(), signal.SIGKILL)

    journal = opened(place, die)
    chance = random.Random(seed)
    number = 0
    while True:
        number += 1
        parts = chance.choice([1, 1, 2, 3, 10])
        with journal.write() as write:
            for part in range(parts):
                write.append(_part(f"{seed}/{number}", part, parts, chance))
        head = journal.head()
        os.write(1, f"{head[0]} {head[1]}\n".encode())


def _part(name: str, part: int, parts: int, chance: random.Random) -> JournalEntry:
    payees = [
        (f"Payable:p{chance.randrange(1000)}", -chance.randrange(1, 10**6)) for _ in range(chance.choice([1, 2, 40]))
    ]
    return moved(
        f"{name}/{part}",
        on=date(2031, 2, 3),
        subject=f"run:{name}",
        facts={"write": name, "parts": parts},
        postings=postings((POT, -sum(units for _, units in payees)), *payees),
    )


if __name__ == "__main__":
    what, place, *numbers = sys.argv[1:]
    try:
        if what == "post":
            post(place, *(int(number) for number in numbers))  # type: ignore[arg-type]
        else:
            until_killed(place, int(numbers[0]), int(numbers[1]) if numbers[1:] else None)
    except JournalError as error:
        sys.exit(str(error))
