"""Keys as tests write them: a key file's text, what it shares, and how it is refused."""

from __future__ import annotations

from textwrap import dedent

import pytest

from agister.errors import SharingError
from agister.ledger.tree import Line, by_payee
from agister.levy.allocations.key_file import parse_key


def lines_of(text: str, total: int) -> tuple[Line, ...]:
    """Every line of sharing out by a key."""
    return parse_key(dedent(text).encode(), file="key.yaml").share(total)


def shares_of(text: str, total: int) -> dict[str, int]:
    """Payee → minor units."""
    return by_payee(lines_of(text, total))


def refusal(text: str, total: int = 100) -> str:
    """The message with which a key is refused."""
    with pytest.raises(SharingError) as refused:
        lines_of(text, total)
    return str(refused.value)
