"""Entries and postings as two CSV tables for spreadsheets. No cell begins with what a spreadsheet would run as a formula."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from typing import Any, TextIO

from agister.ledger.entry import BookedEntry, canonical
from agister.publishing.levy.decimals import decimal_text

ENTRY_COLUMNS = ("number", "on", "kind", "subject", "by", "text", "key", "corrects", "recorded", "digest", "facts")
POSTING_COLUMNS = ("number", "on", "kind", "account", "units", "amount", "currency")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_CONTROL = re.compile("[\x00-\x1f\x7f]")


class EntryTables:
    """Takes entries in order, in their public form, and writes a row for each and for each of its postings."""

    def __init__(self, entries: TextIO, postings: TextIO) -> None:
        self._entries = csv.writer(entries, lineterminator="\n")
        self._postings = csv.writer(postings, lineterminator="\n")
        self._entries.writerow(ENTRY_COLUMNS)
        self._postings.writerow(POSTING_COLUMNS)

    def take(self, booked: BookedEntry, shown: Mapping[str, Any]) -> None:
        """One entry; `shown` is its public form."""
        on = booked.entry.on.isoformat()
        texts = (shown["kind"], shown["subject"], shown["by"], shown["text"], shown["key"], shown.get("corrects", ""))
        facts = canonical(shown["facts"]) if "facts" in shown else ""
        self._entries.writerow((
            booked.number, on, *(cell(text) for text in texts), booked.recorded.isoformat(), booked.digest, cell(facts)
        ))  # fmt: skip
        for posting in booked.entry.postings:
            amount = decimal_text(posting.units, posting.currency)
            self._postings.writerow(
                (booked.number, on, cell(shown["kind"]), cell(posting.account), posting.units, amount, posting.currency)
            )


def cell(text: str) -> str:
    """A text on one line that no spreadsheet takes for a formula: an apostrophe goes before what begins like one."""
    line = _CONTROL.sub(" ", text)
    return f"'{line}" if text.startswith(_FORMULA) or line.lstrip().startswith(_FORMULA) else line
