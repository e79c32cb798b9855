"""The accounts of a levy office, and the two sides that never mix."""

from __future__ import annotations

from datetime import date

import pytest

from agister.errors import BrokenInvariant, JournalError
from agister.ledger import JournalEntry, Posting
from agister.levy.chart import check_cash_identity, check_sides, family, mirrored, move


def entry(*postings: Posting) -> JournalEntry:
    return JournalEntry(
        key="k", kind="x", on=date(2031, 1, 1), subject="s:1", by="ana", text="t", postings=tuple(postings)
    )


def test_an_amount_moves_from_one_account_to_another() -> None:
    assert move("Bank:main", "Suspense", 5, "EUR") == (
        Posting(account="Bank:main", units=5, currency="EUR"),
        Posting(account="Suspense", units=-5, currency="EUR"),
    )
    assert move("Bank:main", "Suspense", 0, "EUR") == ()


def test_the_mirror_undoes_to_the_minor_unit() -> None:
    assert mirrored(move("Bank:main", "Suspense", 5, "EUR")) == move("Bank:main", "Suspense", -5, "EUR")


@pytest.mark.parametrize(
    "account", ["Bank", "Pot", "Receivable:Levy", "Receivable:Rent:acme", "Cash:main", "Suspense:x"]
)
def test_other_accounts_are_refused(account: str) -> None:
    with pytest.raises(JournalError):
        family(account)


def test_a_pot_is_never_credited_from_a_claim() -> None:
    with pytest.raises(JournalError, match="between money and claims"):
        check_sides(entry(*move("Assessed:Levy:2031", "Pot:2031", 7, "EUR")))
    check_sides(
        entry(
            *move("Suspense", "Pot:2031", 7, "EUR"),
            *move("Assessed:Levy:2031", "Receivable:Levy:acme", 7, "EUR"),
        )
    )


def test_the_cash_identity() -> None:
    check_cash_identity({("Bank:main", "EUR"): 5, ("Pot:2031", "EUR"): -5, ("Receivable:Levy:acme", "EUR"): 9})
    with pytest.raises(BrokenInvariant, match="EUR is off by 1"):
        check_cash_identity({("Bank:main", "EUR"): 5, ("Pot:2031", "EUR"): -4})
