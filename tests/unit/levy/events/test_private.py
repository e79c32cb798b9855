"""Salts for what an entry does not show to everybody."""

from __future__ import annotations

from datetime import date

import pytest

from agister.errors import JournalError
from agister.ledger import JournalEntry
from agister.ledger.entry import entry_from_json, entry_json, is_sealed, sealed
from agister.levy.events import EVENTS, check_event
from agister.levy.events.private import open_facts, salted

SECRET = bytes(range(32))
CHANGED = JournalEntry(
    key="bank/1",
    kind="payee_bank_changed",
    on=date(2031, 2, 3),
    subject="payee:archive",
    by="ana",
    text="The archive is paid at IBAN DE02.",
    facts={"iban": "DE02", "holder": "Archive e.V.", "confirmed_by": "ben", "usable_from": "2031-02-10"},
)


def test_an_entry_with_private_facts_gets_a_salt_for_each_that_it_states() -> None:
    entry = salted(CHANGED, SECRET)
    assert open_facts(CHANGED) == ("iban", "holder", "text")
    assert open_facts(entry) == ()
    salts = entry.facts["private"]
    assert isinstance(salts, dict)
    assert sorted(salts) == ["holder", "iban", "text"]
    assert len(set(salts.values())) == 3
    assert salted(CHANGED, SECRET) == entry
    assert salted(CHANGED, SECRET[::-1]) != entry


def test_with_salts_and_with_seals_it_is_still_an_entry_of_its_kind() -> None:
    entry = salted(CHANGED, SECRET)
    check_event(entry)
    shown = entry_from_json(sealed(entry_json(entry)))
    check_event(shown)
    assert is_sealed(shown.facts["holder"])
    assert shown.facts["confirmed_by"] == "ben"
    assert open_facts(shown) == ()


def test_other_entries_stay_as_they_are() -> None:
    entry = JournalEntry(
        key="a",
        kind="payee_suspended",
        on=date(2031, 1, 1),
        subject="payee:x",
        by="ana",
        text="It rests.",
        facts={"reason": "no report"},
    )
    assert salted(entry, SECRET) is entry


def test_rows_are_searched_too() -> None:
    entry = JournalEntry(
        key="o",
        kind="payment_ordered",
        on=date(2031, 1, 1),
        subject="order:1",
        by="ana",
        text="Payments.",
        facts={"payments": [{"payee": "x", "iban": "DE02"}]},
    )
    assert open_facts(entry) == ("iban",)


def test_a_short_secret_is_refused() -> None:
    with pytest.raises(JournalError, match="hides nothing"):
        salted(CHANGED, b"short")


def test_a_private_fact_of_a_kind_is_one_that_it_knows_or_stands_in_its_rows() -> None:
    for event in EVENTS.values():
        nested = {"iban", "bic", "holder", "name", "text"}
        assert set(event.private) - set(event.facts) <= nested, event.name
