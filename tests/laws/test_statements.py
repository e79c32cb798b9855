"""Laws of bank statements: what a bank writes is read, to the minor unit, in whatever version, order and form it comes.

`AGISTER_LAW_EXAMPLES` sets how many examples each law tries (default 100; `make laws` tries 10,000).
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from agister.ledger.amount import decimal
from agister.payments import StatementItem, new_items, read_statement
from tests.bank_messages import IBAN, OTHER, balance, details, entry, message, statement

EXAMPLES = int(os.environ.get("AGISTER_LAW_EXAMPLES", "100"))


@dataclass(frozen=True)
class Booked:
    """An entry that a bank books: signed minor units of its transactions, and what is said of it."""

    parts: tuple[int, ...]
    status: str
    reference: str
    day: int
    name: str

    @property
    def units(self) -> int:
        return sum(self.parts)


BOOKED = st.builds(
    Booked,
    parts=st.lists(st.integers(-(10**9), 10**9).filter(bool), min_size=1, max_size=4).map(tuple),
    status=st.sampled_from(["BOOK", "BOOK", "BOOK", "PDNG", "INFO"]),
    reference=st.sampled_from(["", "", "B-1", "B-2"]),
    day=st.integers(1, 3),
    name=st.sampled_from(["", "A & Co", "Żółw"]),
)
ENTRIES = st.lists(BOOKED, max_size=6)
VERSIONS = st.sampled_from(["02", "08"])


def written(one: Booked, version: str, zeros: int = 0) -> str:
    """The entry as XML. Version 02 has no direction of a transaction: it is written in the newer one where they differ."""
    text = decimal(abs(one.units), 2) + "0" * zeros
    credit = one.units >= 0
    parts = [
        details(
            decimal(abs(units), 2), credit=units >= 0, name=one.name, iban=OTHER if one.name else "", version=version
        )
        for units in one.parts
    ]
    more: dict[str, Any] = {
        "status": one.status,
        "reference": one.reference,
        "booking": f"2031-01-0{one.day}",
        "version": version,
    }
    return entry(text, *parts, credit=credit, **more)


def one_statement(entries: list[Booked], opening: int, version: str) -> bytes:
    closing = opening + sum(one.units for one in entries if one.status == "BOOK")
    ends = [
        balance(code, decimal(abs(units), 2), credit=units >= 0)
        for code, units in (("OPBD", opening), ("CLBD", closing))
    ]
    return message(
        statement(*ends, *(written(one, version, zeros=len(entries) % 3) for one in entries)), version=version
    )


def items(data: bytes) -> tuple[StatementItem, ...]:
    return read_statement(data, "law").statements[0].items


@settings(max_examples=EXAMPLES, deadline=None)
@given(ENTRIES, st.integers(-(10**9), 10**9), VERSIONS)
def test_what_is_written_is_read(entries: list[Booked], opening: int, version: str) -> None:
    found = read_statement(one_statement(entries, opening, version), "law").statements[0]
    total = sum(one.units for one in entries if one.status == "BOOK")
    assert (found.opening, found.total, found.closing) == (opening, total, opening + total)
    assert found.reconciled is True and found.refusal == ""
    at = 0
    for one in entries:
        # Divided where all transactions say their direction; version 02 says none, and its entry stays whole if they differ.
        same = all((units > 0) is (one.units >= 0) for units in one.parts)
        divided = len(one.parts) > 1 and (version == "08" or same)
        expected = list(one.parts) if divided else [one.units]
        some = found.items[at : at + len(expected)]
        at += len(expected)
        assert [item.signed for item in some] == expected
        assert {item.status for item in some} == {one.status}
    assert at == len(found.items)
    assert len({item.key for item in found.items}) == len(found.items)


@settings(max_examples=EXAMPLES, deadline=None)
@given(ENTRIES, VERSIONS, st.randoms(use_true_random=False))
def test_keys_do_not_depend_on_the_order(entries: list[Booked], version: str, random: Any) -> None:
    shuffled = list(entries)
    random.shuffle(shuffled)
    first, second = (items(one_statement(some, 0, version)) for some in (entries, shuffled))
    assert sorted(item.entry_key for item in first) == sorted(item.entry_key for item in second)


@settings(max_examples=EXAMPLES, deadline=None)
@given(ENTRIES, ENTRIES)
def test_a_longer_statement_adds_only_what_is_new(morning: list[Booked], evening: list[Booked]) -> None:
    early = items(one_statement(morning, 0, "08"))
    late = items(one_statement(morning + evening, 0, "08"))
    booked = {item.key for item in early}
    new, known = new_items(late, booked)
    assert known == early and sum(item.signed for item in new) == sum(one.units for one in evening)
    assert new_items(late, booked | {item.key for item in new}) == ((), late)


@settings(max_examples=EXAMPLES, deadline=None)
@given(ENTRIES)
def test_a_table_says_the_same(entries: list[Booked]) -> None:
    rows = [
        f'{IBAN},EUR,2031-01-0{one.day},{decimal(one.units, 2)},"{one.name}",{one.reference},{one.status}'
        for one in entries
    ]
    head = "account,currency,booking_day,amount,counterparty,bank_reference,status"
    table = read_statement("\n".join([head, *rows]).encode(), "law").statements
    if not entries:
        assert table == ()
        return
    xml = items(message(statement(*(written(one, "02") for one in entries), currency=""), version="02"))
    assert table[0].total == sum(one.units for one in entries if one.status == "BOOK")
    referenced = sorted(item.entry_key for item in xml if not item.bank_reference.startswith("derived-"))
    assert sorted({*referenced}) == sorted(
        {item.entry_key for item in table[0].items if not item.bank_reference.startswith("derived-")}
    )
