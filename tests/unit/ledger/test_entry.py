"""An entry: what it may hold, and its digest in its place."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from agister.errors import BrokenInvariant, JournalError
from agister.ledger import JournalEntry, Posting
from agister.ledger.entry import (
    START,
    canonical,
    chained,
    entry_from_json,
    entry_json,
    entry_text,
    is_sealed,
    linked,
    sealed,
)

ENTRY = JournalEntry(
    key="a/1",
    kind="received",
    on=date(2031, 2, 3),
    subject="receipt:1",
    by="ana",
    text="Money came in.",
    facts={"amount": 7, "list": ["x", {"y": True}]},
    postings=(
        Posting(account="Bank:main", units=7, currency="EUR"),
        Posting(account="Suspense", units=-7, currency="EUR"),
    ),
    documents=("sha256:" + "a" * 64,),
    corrects="a/0",
)


def test_it_is_written_and_read_back() -> None:
    assert entry_from_json(entry_json(ENTRY)) == ENTRY


def test_it_must_balance_in_each_currency() -> None:
    with pytest.raises(JournalError, match="EUR sums to 1 minor units"):
        replace(
            ENTRY,
            postings=(
                Posting(account="Bank:main", units=7, currency="EUR"),
                Posting(account="Suspense", units=-6, currency="EUR"),
            ),
        )
    with pytest.raises(JournalError, match="EUR sums to 7"):
        replace(
            ENTRY,
            postings=(
                Posting(account="Bank:main", units=7, currency="EUR"),
                Posting(account="Suspense", units=-7, currency="USD"),
            ),
        )


@pytest.mark.parametrize("account", ["bank", "Bank:", "Bank:a b", "Bank::x", "", "Bank:a:b:c:d:e"])
def test_what_is_no_account_is_refused(account: str) -> None:
    with pytest.raises(JournalError, match="is no account"):
        Posting(account=account, units=1, currency="EUR")


@pytest.mark.parametrize("units", [0, 2**63, -(2**63)])
def test_what_cannot_be_booked_is_refused(units: int) -> None:
    with pytest.raises(JournalError, match="cannot be booked"):
        Posting(account="Bank:main", units=units, currency="EUR")


def test_no_float_gets_in() -> None:
    with pytest.raises(BrokenInvariant):
        Posting(account="Bank:main", units=1.0, currency="EUR")  # type: ignore[arg-type]
    with pytest.raises(BrokenInvariant, match="is no fact"):
        replace(ENTRY, facts={"amount": 0.5})  # type: ignore[dict-item]


def test_any_change_changes_the_digest() -> None:
    now = datetime(2031, 2, 4, 8, tzinfo=UTC)
    digest = chained(START, 1, now, ENTRY)
    assert digest == chained(START, 1, now, entry_from_json(entry_json(ENTRY)))
    others = {
        chained(digest, 1, now, ENTRY),
        chained(START, 2, now, ENTRY),
        chained(START, 1, now.replace(hour=9), ENTRY),
        chained(START, 1, now, replace(ENTRY, by="bo")),
        chained(START, 1, now, replace(ENTRY, facts={"amount": 8})),
    }
    assert len(others | {digest}) == 6


@pytest.mark.parametrize("text", ["a\0b", "\\\0", "\ud800"])
def test_what_no_database_keeps_as_text_is_refused(text: str) -> None:
    with pytest.raises(JournalError, match="which is no text"):
        entry_text(replace(ENTRY, facts={"reason": text}))


@pytest.mark.parametrize("text", ["\\u0000", "two\nlines", "می\u200cخواهم", "\U0001f600"])
def test_every_other_text_is_kept(text: str) -> None:
    assert entry_from_json(json.loads(entry_text(replace(ENTRY, text=text)))).text == text


@pytest.mark.parametrize("key", ["a\nb", "a\0", "a\u2028", "\udfff"])
def test_a_key_is_one_line(key: str) -> None:
    with pytest.raises(JournalError, match="key is one line of text"):
        replace(ENTRY, key=key)


def test_a_number_of_thousands_of_digits_is_refused() -> None:
    with pytest.raises(JournalError, match="too large for a fact"):
        replace(ENTRY, facts={"amount": 1 << 5000})


def test_the_line_that_is_kept_gives_the_digest() -> None:
    now = datetime(2031, 2, 4, 8, tzinfo=UTC)
    assert linked(START, 3, now.isoformat(), entry_text(ENTRY)) == chained(START, 3, now, ENTRY)


def test_one_way_of_writing() -> None:
    assert canonical({"b": [1, "é"], "a": None}) == '{"a":null,"b":[1,"é"]}'


SALT = "5a" * 16
SECRET_IBAN = replace(
    ENTRY,
    facts={"iban": "DE00", "rows": [{"iban": "DE01", "units": 1}], "private": {"iban": SALT, "text": SALT}},
)


def test_what_is_private_is_sealed_at_any_depth_and_the_chain_stays_the_same() -> None:
    now = datetime(2031, 2, 4, 8, tzinfo=UTC)
    shown = sealed(entry_json(SECRET_IBAN))
    assert is_sealed(shown["facts"]["iban"])
    assert is_sealed(shown["facts"]["rows"][0]["iban"])
    assert shown["facts"]["rows"][0]["units"] == 1
    assert is_sealed(shown["text"])
    assert shown["facts"]["private"] == {"iban": "", "text": ""}
    assert "DE0" not in canonical(shown)
    assert sealed(shown) == shown
    assert chained(START, 1, now, entry_from_json(shown)) == chained(START, 1, now, SECRET_IBAN)
    assert linked(START, 1, now.isoformat(), entry_text(SECRET_IBAN)) == chained(START, 1, now, SECRET_IBAN)


def test_what_is_opened_stands_with_its_salt_and_a_change_of_it_is_seen() -> None:
    now = datetime(2031, 2, 4, 8, tzinfo=UTC)
    shown = sealed(entry_json(SECRET_IBAN), opened=("iban",))
    assert shown["facts"]["iban"] == "DE00"
    assert is_sealed(shown["text"])
    digest = chained(START, 1, now, SECRET_IBAN)
    assert chained(START, 1, now, entry_from_json(shown)) == digest
    shown["facts"]["iban"] = "DE99"
    assert chained(START, 1, now, entry_from_json(shown)) != digest


def test_a_private_fact_without_salt_and_seal_is_refused() -> None:
    with pytest.raises(JournalError, match="neither salt nor seal"):
        sealed(entry_json(replace(ENTRY, facts={"iban": "DE00", "private": {"iban": ""}})))


def test_a_value_that_looks_like_a_seal_is_sealed_as_any_other() -> None:
    looks = "sealed:sha256:" + "a" * 64
    shown = sealed(entry_json(replace(ENTRY, facts={"iban": looks, "private": {"iban": SALT}})))
    assert shown["facts"]["iban"] != looks
