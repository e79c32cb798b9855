"""Exact amounts, their sharing out, and the journal. Pure functions on whole minor units and exact fractions; there is no float here."""

from __future__ import annotations

from agister.ledger.amount import Amount
from agister.ledger.apportion import apportion, cut_first, due, reversal, whole_units
from agister.ledger.bounded import Bound, apportion_bounded
from agister.ledger.currency import Currency, currency
from agister.ledger.entry import BookedEntry, JournalEntry, Posting
from agister.ledger.exact import Rounding, exact, rounded
from agister.ledger.journal import (
    EntryCheck,
    Journal,
    JournalReader,
    JournalWriter,
    MemoryJournal,
    SkimmingReader,
    Total,
)
from agister.ledger.tree import Branch, Line, Rule, Share, apportion_tree, by_payee

__all__ = [
    "Amount",
    "BookedEntry",
    "Bound",
    "Branch",
    "Currency",
    "EntryCheck",
    "Journal",
    "JournalEntry",
    "JournalReader",
    "JournalWriter",
    "Line",
    "MemoryJournal",
    "Posting",
    "Rounding",
    "Rule",
    "Share",
    "SkimmingReader",
    "Total",
    "apportion",
    "apportion_bounded",
    "apportion_tree",
    "by_payee",
    "currency",
    "cut_first",
    "due",
    "exact",
    "reversal",
    "rounded",
    "whole_units",
]
