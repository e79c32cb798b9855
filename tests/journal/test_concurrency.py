"""Eight processes book at once: nothing is lost, nothing is booked twice, and no pot is spent that is not there."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Callable

import pytest

from agister.levy.chart import check_cash_identity
from agister.stores.journal_verify import verify
from tests.journal_writers import POT, came_in, opened
from tests.places import ROOT

PROCESSES = 8
EACH = 20


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_eight_writers_at_once(kind: str, new_place: Callable[[str], str]) -> None:
    place = new_place(kind)
    writers = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.journal_writers", "post", place, str(number // 2), str(number), str(EACH)],
            cwd=ROOT,
            stderr=subprocess.PIPE,
            text=True,
        )
        for number in range(PROCESSES)
    ]
    for writer in writers:
        assert (writer.communicate()[1], writer.returncode) == ("", 0)

    journal = opened(place)
    found = verify(journal, (check_cash_identity,))
    assert found.problems == ()
    entries = [booked.entry for booked in journal.entries()]
    assert len(entries) == found.entries

    # Each amount was sent by two processes and is there once, as it was sent.
    received = [entry for entry in entries if entry.kind == "received"]
    expected = [came_in(pair, i) for pair in range(PROCESSES // 2) for i in range(EACH)]
    assert Counter(entry.key for entry in received) == Counter(entry.key for entry in expected)
    assert sorted(received, key=lambda entry: entry.key) == sorted(expected, key=lambda entry: entry.key)

    # At no point was more paid than had come in.
    pot = 0
    for entry in entries:
        pot -= sum(posting.units for posting in entry.postings if posting.account == POT)
        assert pot >= 0, entry.key
    assert journal.balances(under=POT) == ({(POT, "EUR"): -pot} if pot else {})
    assert sum(entry.kind == "paid" for entry in entries) > EACH, "they did spend"
    journal.close()
