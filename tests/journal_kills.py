"""Kills a process that writes to a journal, again and again, and looks each time at what is left.

Half of the kills come at a random moment, which may be while the journal is opened or repaired after the kill before; the other half strike
inside an append of a write, at a random one.
"""

from __future__ import annotations

import random
import select
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass

from agister.levy.chart import check_cash_identity
from agister.stores.journal_tables import TableJournal
from agister.stores.journal_verify import verify
from tests.journal_writers import opened
from tests.places import ROOT


@dataclass(frozen=True, slots=True, kw_only=True)
class Killed:
    """What many kills found. A journal that is not whole raises `AssertionError` with the reason."""

    kills: int
    entries: int
    acknowledged: int
    """Of them, those of which a writer told before it was killed. All that were told of are there."""
    inside: int
    """Kills inside an append."""


def kill_writers(place: str, kills: int, seed: int) -> Killed:
    """Kill so many writers of the journal at `place`."""
    chance = random.Random(seed)
    journal = opened(place)
    told = inside = 0
    for number in range(kills):
        before = journal.head()[0]
        appends = chance.randrange(60) if number % 2 else None
        acknowledged = _killed(place, f"{seed}{number:06}", appends, chance.expovariate(1 / 0.04))
        inside += appends is not None
        if acknowledged is not None:
            told += _is_there(journal, acknowledged) - before
        _is_whole(journal, place)
    entries = journal.head()[0]
    journal.close()
    return Killed(kills=kills, entries=entries, acknowledged=told, inside=inside)


def _killed(place: str, seed: str, appends: int | None, seconds: float) -> str | None:
    """Start a writer and kill it; the last line that it told."""
    command = [sys.executable, "-m", "tests.journal_writers", "until_killed", place, seed]
    if appends is not None:
        command.append(str(appends))
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        if appends is None:
            # One in four is killed while it starts and opens the journal.
            if random.Random(seed).randrange(4):
                select.select([writer.stdout], [], [], 60)
            time.sleep(seconds)
            writer.kill()
        told = writer.stdout.read().decode().splitlines(keepends=True)
    assert writer.returncode == -signal.SIGKILL, "the writer stopped by itself"
    whole = [line for line in told if line.endswith("\n")]
    return whole[-1] if whole else None


def _is_there(journal: TableJournal, acknowledged: str) -> int:
    number, digest = acknowledged.split()
    (booked,) = journal.entries(after=int(number) - 1, upto=int(number))
    assert booked.digest == digest, f"entry {number} was acknowledged with another digest"
    return booked.number


def _is_whole(journal: TableJournal, place: str) -> None:
    """The chain holds, sums agree, each write is there with all its entries, and the file itself is sound."""
    found = verify(journal, (check_cash_identity,))
    assert found.problems == (), found.problems
    parts: Counter[tuple[str, int]] = Counter()
    for booked in journal.entries():
        facts = booked.entry.facts
        parts[str(facts["write"]), int(str(facts["parts"]))] += 1
    half = [(write, parts, count) for (write, parts), count in parts.items() if parts != count]
    assert half == [], f"writes of which only a part is there: {half}"
    if "@" not in place:
        bare = sqlite3.connect(place)
        assert bare.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        bare.close()
