"""A levy: from declared facts and a dated act to an assessment, and from what was received to shares. Pure functions."""

from __future__ import annotations

from agister.levy.assess import Assessment, assess
from agister.levy.bases import BASES
from agister.levy.due_dates import DueDate, due_dates
from agister.levy.exchange import QuotedRate, RateTable, read_reference_rates
from agister.levy.instrument import Instrument, Schedule
from agister.levy.instrument_file import load_instrument, read_instrument, shipped_instruments
from agister.levy.interest import Interest, interest
from agister.levy.levy_return import LevyReturn, Member
from agister.levy.lines import Line
from agister.levy.measure import LevyBase
from agister.levy.return_file import load_return, parse_return

__all__ = [
    "BASES",
    "Assessment",
    "DueDate",
    "Instrument",
    "Interest",
    "LevyBase",
    "LevyReturn",
    "Line",
    "Member",
    "QuotedRate",
    "RateTable",
    "Schedule",
    "assess",
    "due_dates",
    "interest",
    "load_instrument",
    "load_return",
    "parse_return",
    "read_instrument",
    "read_reference_rates",
    "shipped_instruments",
]
