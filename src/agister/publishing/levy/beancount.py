"""The whole ledger in the text format of beancount, with a tolerance of zero, and the closing balance of every account asserted.

Written for readers of that format: `bean-check` accepts it, and refuses it if a single minor unit is changed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, TextIO

from agister.ledger.entry import BookedEntry, canonical
from agister.levy.chart import CASH, family
from agister.publishing.levy.decimals import decimal_text

#: Day before everything: accounts are opened on it.
_OPENED = "1900-01-01"
_ROOTS = {"Receivable": "Assets", "Bank": "Assets", "Assessed": "Equity", "Loss": "Expenses"}
#: Longest value of one line of metadata; what is longer stands in journal.jsonl.
_LONGEST = 2000


class BeancountWriter:
    """Takes entries in order, in their public form, and writes them; `close` writes accounts and balances."""

    def __init__(self, file: TextIO, *, title: str, currencies: tuple[str, ...] = ()) -> None:
        self._file = file
        self._names: dict[str, str] = {}
        self._taken: set[str] = set()
        self._balances: dict[tuple[str, str], int] = {}
        self._last = date.min
        file.write(f'option "title" {_text(title)}\n')
        file.write('option "tolerance_multiplier" "0"\n')
        for code in currencies:
            file.write(f'option "operating_currency" "{code}"\n')
        file.write("\n")

    def take(self, booked: BookedEntry, shown: Mapping[str, Any]) -> None:
        """One entry; `shown` is its public form as `entry_json` gives it."""
        entry = booked.entry
        self._last = max(self._last, entry.on)
        subject = re.sub(r"[^A-Za-z0-9/._-]", "-", entry.subject)
        if entry.postings:
            self._file.write(f"{entry.on} * {_text(entry.kind)} {_text(shown['text'])} ^{subject}\n")
        else:
            self._file.write(f'{entry.on} custom "agister" {_text(entry.kind)} {_text(shown["text"])}\n')
        for name, value in self._metadata(booked, shown):
            self._file.write(f"  {name}: {_text(value)}\n")
        for posting in entry.postings:
            held = (posting.account, posting.currency)
            self._balances[held] = self._balances.get(held, 0) + posting.units
            account = self._account(posting.account)
            self._file.write(f"  {account}  {decimal_text(posting.units, posting.currency)} {posting.currency}\n")
        self._file.write("\n")

    def _metadata(self, booked: BookedEntry, shown: Mapping[str, Any]) -> list[tuple[str, str]]:
        found = [
            ("number", str(booked.number)),
            ("digest", booked.digest),
            ("recorded", booked.recorded.isoformat()),
            *((name, str(shown[name])) for name in ("key", "subject", "by", "corrects") if name in shown),
        ]
        found += [(f"document{place}", digest) for place, digest in enumerate(shown.get("documents", ()), 1)]
        if "facts" in shown:
            facts = canonical(shown["facts"])
            found.append(("facts", facts if len(facts) <= _LONGEST else f"in journal.jsonl, entry {booked.number}"))
        return found

    def close(self) -> None:
        """Open every account, and assert what it holds after the last entry."""
        for account, name in sorted(self._names.items()):
            self._file.write(f"{_OPENED} open {name}\n  account: {_text(account)}\n")
        self._file.write("\n")
        for (account, code), units in sorted(self._balances.items()):
            day = self._last + timedelta(days=1)
            self._file.write(f"{day} balance {self._names[account]}  {decimal_text(units, code)} {code}\n")

    def _account(self, account: str) -> str:
        """A name that beancount takes; two accounts never get the same one."""
        if account not in self._names:
            name = beancount_account(account)
            number = 1
            while name in self._taken:
                number += 1
                name = f"{beancount_account(account)}-{number}"
            self._taken.add(name)
            self._names[account] = name
        return self._names[account]


def beancount_account(account: str) -> str:
    """`Receivable:Levy:acme` → `Assets:Receivable:Levy:Acme`: a root, and parts of letters, digits and hyphens."""
    item = family(account)
    root = _ROOTS.get(item.name, "Liabilities" if item.side == CASH else "Equity")
    parts = [re.sub(r"[^A-Za-z0-9-]", "-", part) for part in account.split(":")]
    return ":".join((root, *(part[0].upper() + part[1:] for part in parts)))


def _text(text: str) -> str:
    """A string of beancount: quoted, on one line."""
    return json.dumps(re.sub(r"\s+", " ", text), ensure_ascii=False).replace("\\u", "\\\\u")
