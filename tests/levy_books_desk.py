"""An office for tests: its act, key and rates, and how it books."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from agister.ledger import JournalEntry, MemoryJournal, Posting
from agister.levy.events import check_event
from agister.levy.events.private import salted
from tests.levy_acts import act_text

#: What salts come from.
SECRET = b"the secret of the office in tests"
ACT = act_text(
    "turnover",
    {
        "brackets": [[0, "1%"], [10_000_000_000, "2%"]],
        "exchange_day": "last_day_of_period",
        "late_interest": "4%",
        "repayment_interest": "1%",
        "late_return": [[0, 10000], [3, 20000]],
    },
)
KEY = b"""kind: first_cut
law: charter, art. 5
first: {administration: 2%, reserve: 3%}
then: purposes
within:
  purposes:
    kind: fixed
    weights: {commons: 3, adaptation: 1}
    within:
      commons: {kind: fixed, weights: {archive: 2, dialect-map: 1, open-encyclopedia: 4}}
      adaptation: {kind: fixed, weights: {adaptation-fund: 1}}
"""
RATES = "Date,USD,\n2031-12-31,1.0815,\n2032-12-31,1.1000,\n"
#: Party → revenue in the territory by period, and its currency.
REVENUE = {
    "p-1": ("EUR", 900_000_000_00, 950_000_000_00),
    "p-2": ("USD", 120_000_000_01, 130_000_000_00),
    "p-3": ("EUR", 40_000_000_00, 45_000_000_33),
    "p-4": ("EUR", 12_345_678_90, 11_000_000_00),
    "p-5": ("EUR", 5_000_000_00, 4_000_000_00),
}
Posts = tuple[Posting, ...]


class Office:
    """A journal that is written to, and the documents it names."""

    def __init__(self, sealing: Callable[[JournalEntry, bytes], JournalEntry] = salted) -> None:
        self._now = datetime(2031, 1, 1, 8, tzinfo=UTC)
        self._sealing = sealing
        self._numbers: dict[str, int] = {}
        self.journal = MemoryJournal(self._clock, (check_event,))
        self.documents: dict[str, bytes] = {}

    def _clock(self) -> datetime:
        self._now += timedelta(hours=7, microseconds=11)
        return self._now

    def put(self, content: bytes | str) -> str:
        """Keep a document."""
        body = content.encode() if isinstance(content, str) else content
        digest = "sha256:" + hashlib.sha256(body).hexdigest()
        self.documents[digest] = body
        return digest

    def read(self, digest: str) -> bytes:
        """As `DocumentReader.read`."""
        return self.documents[digest]

    def has(self, digest: str) -> bool:
        """As `DocumentReader.has`."""
        return digest in self.documents

    def book(
        self,
        kind: str,
        subject: str,
        on: str,
        text: str = "",
        posts: Posts = (),
        corrects: str = "",
        by: str = "officer",
        **facts: Any,
    ) -> JournalEntry:
        """Book one entry."""
        number = self._numbers[subject] = self._numbers.get(subject, 0) + 1
        entry = JournalEntry(
            key=f"{subject}/{kind}/{number}",
            kind=kind,
            on=date.fromisoformat(on),
            subject=subject,
            by=by,
            text=text or f"{kind.replace('_', ' ')}: {subject}.",
            facts={name.rstrip("_"): value for name, value in facts.items()},
            postings=posts,
            documents=tuple(value for name, value in facts.items() if name.endswith("digest")),
            corrects=corrects,
        )
        sealed = self._sealing(entry, SECRET)
        with self.journal.write() as writer:
            writer.append(sealed)
        return entry
