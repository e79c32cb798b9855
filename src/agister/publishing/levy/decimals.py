"""Minor units as decimal text for formats that write amounts in major units: exact, never through a binary fraction."""

from __future__ import annotations

import json
import re
from typing import Any

from agister.ledger.currency import currency
from agister.publishing.levy.rows import Rows

_NUMBER = re.compile(r'"\\u0000number ([0-9.-]+)"')


def decimal_text(units: int, code: str) -> str:
    """`-1234.50`, with as many decimals as the currency has."""
    exponent = currency(code).exponent
    major, minor = divmod(abs(units), 10**exponent)
    sign = "-" if units < 0 else ""
    return f"{sign}{major}.{minor:0{exponent}}" if exponent else f"{sign}{major}"


def number(units: int, code: str) -> str:
    """An amount that `json_text` writes as a JSON number."""
    return f"\x00number {decimal_text(units, code)}"


def _listed(value: object) -> list[Any]:
    if isinstance(value, Rows):
        return list(value)
    raise TypeError(f"{value!r} is not JSON")


def json_text(value: Any) -> str:
    """JSON with the amounts of `number` as exact numbers, and one spelling for one value."""
    text = json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False, default=_listed)
    return _NUMBER.sub(lambda found: found[1], text) + "\n"
