"""Who is a party on a day, and who owes for which days."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from agister.errors import ProcedureError
from agister.levy.charter import accessions, owes_for, parties_on
from tests.levy_governance import book, chartered

D = date.fromisoformat


def _accession(party: str, since: str, **changes: Any) -> dict[str, Any]:
    return {"charter": "commons", "party": party, "kind": "state", "name": f"State {party}", "since": since, **changes}


def test_a_party_from_its_first_day_up_to_the_day_before_it_leaves() -> None:
    kept = chartered()
    book(kept, "accession", _accession("a", "2027-02-01"), "2027-01-15")
    book(kept, "withdrawal", {"charter": "commons", "party": "a", "until": "2027-07-01"}, "2027-03-01")
    days = ["2027-01-31", "2027-02-01", "2027-06-30", "2027-07-01"]
    assert [list(parties_on(kept, "commons", D(day))) for day in days] == [[], ["a"], ["a"], []]


def test_who_left_still_owes_for_the_time_before() -> None:
    kept = chartered()
    book(kept, "accession", _accession("a", "2027-02-01"), "2027-01-15")
    book(kept, "withdrawal", {"charter": "commons", "party": "a", "until": "2027-07-01"}, "2027-03-01")
    assert owes_for(kept, "commons", "a", D("2027-01-01"), D("2027-12-31")) == ((D("2027-02-01"), D("2027-06-30")),)
    assert owes_for(kept, "commons", "a", D("2028-01-01"), D("2028-12-31")) == ()
    book(kept, "accession", _accession("a", "2027-10-01"), "2027-09-01")
    assert owes_for(kept, "commons", "a", D("2027-01-01"), D("2027-12-31")) == (
        (D("2027-02-01"), D("2027-06-30")),
        (D("2027-10-01"), D("2027-12-31")),
    )
    assert len(accessions(kept, "commons")) == 2


@pytest.mark.parametrize(
    ("said", "on", "reason"),
    [
        (_accession("a", "2027-05-01"), "2027-04-01", "a is a party of commons since 2027-02-01"),
        (_accession("b", "2027-01-01"), "2027-01-02", "before 2027-01-02"),
        (_accession("b", "2026-12-15"), "2026-12-10", "charter .* holds from|no charter commons is in force"),
        (_accession("b", "2027-05-01", revenue=["FR"]), "2027-04-01", "does not say to which office it remits"),
        (
            _accession("b", "2027-05-01", revenue=["Nowhere"], remits_to="x"),
            "2027-04-01",
            "is no description of revenue",
        ),
        (
            _accession("b", "2027-05-01", revenue=["EU channel=api"], remits_to="world-office"),
            "2027-04-01",
            "a levies DE and b levies EU channel=api, which overlap: no revenue is levied by two offices",
        ),
    ],
)
def test_an_accession_that_is_refused(said: dict[str, Any], on: str, reason: str) -> None:
    kept = chartered()
    book(kept, "accession", _accession("a", "2027-02-01", revenue=["DE"], remits_to="world-office"), "2027-01-15")
    with pytest.raises(ProcedureError, match=reason):
        book(kept, "accession", said, on)
    assert kept.head()[0] == 2


def test_two_offices_may_levy_the_same_one_after_the_other() -> None:
    kept = chartered()
    book(kept, "accession", _accession("a", "2027-02-01", revenue=["DE"], remits_to="w"), "2027-01-15")
    book(kept, "withdrawal", {"charter": "commons", "party": "a", "until": "2027-07-01"}, "2027-03-01")
    book(kept, "accession", _accession("b", "2027-07-01", revenue=["EU"], remits_to="w"), "2027-03-02")
    assert list(parties_on(kept, "commons", D("2027-07-01"))) == ["b"]


@pytest.mark.parametrize(
    ("party", "until", "reason"),
    [
        ("zed", "2028-01-01", "zed never acceded"),
        ("a", "2027-05-29", "the notice is 90 days, so 2027-05-30 at the earliest"),
    ],
)
def test_a_withdrawal_that_is_refused(party: str, until: str, reason: str) -> None:
    kept = chartered()
    book(kept, "accession", _accession("a", "2027-02-01"), "2027-01-15")
    with pytest.raises(ProcedureError, match=reason):
        book(kept, "withdrawal", {"charter": "commons", "party": party, "until": until}, "2027-03-01")


def test_nobody_withdraws_twice() -> None:
    kept = chartered()
    book(kept, "accession", _accession("a", "2027-02-01"), "2027-01-15")
    book(kept, "withdrawal", {"charter": "commons", "party": "a", "until": "2027-07-01"}, "2027-03-01")
    with pytest.raises(ProcedureError, match="has withdrawn from commons already, with effect on 2027-07-01"):
        book(kept, "withdrawal", {"charter": "commons", "party": "a", "until": "2027-08-01"}, "2027-03-02")
