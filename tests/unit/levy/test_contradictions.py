from __future__ import annotations

from datetime import date

import pytest

from agister.ledger import Amount
from agister.levy.contradictions import contradictions
from agister.levy.levy_return import LevyReturn, Member

ONE = Amount(units=1, currency="EUR")


def _return(*members: Member, **facts: Amount) -> LevyReturn:
    return LevyReturn(
        id="R", party="P", start=date(2027, 1, 1), end=date(2027, 12, 31), currency="EUR", facts=facts, members=members
    )


def test_a_group_that_fits() -> None:
    assert (
        contradictions(_return(Member(name="A"), Member(name="B", controlled_by="A", facts={"local_revenue": ONE})))
        == []
    )


@pytest.mark.parametrize(
    ("members", "words"),
    [
        ([Member(name="A"), Member(name="A")], "the member 'A' stands twice"),
        ([Member(name="A", controlled_by="Z")], "controlled by 'Z', who is no member"),
        ([Member(name="A", controlled_by="A")], "controls itself"),
        ([Member(name="A", controlled_by="B"), Member(name="B", controlled_by="A")], "a loop of control has no head"),
        ([Member(name="A", since=date(2028, 1, 1))], "did not belong to the group in the period"),
        ([Member(name="A", until=date(2027, 1, 1))], "did not belong to the group in the period"),
        ([Member(name="A", since=date(2027, 3, 1), until=date(2027, 2, 1))], "not after it joined"),
        ([Member(name="A", facts={"world_revenue": ONE})], "declared for the group and for 'A'"),
        ([Member(name="A", facts={"public_share": 1})], "declare it for the group"),
        ([Member(name="A", facts={"local_revenue": ONE}), Member(name="B", facts={"activities": ()})], "count twice"),
    ],
)
def test_contradictions(members: list[Member], words: str) -> None:
    assert any(words in message for message in contradictions(_return(*members, world_revenue=ONE)))


def test_a_member_below_a_loop_of_others_is_named_too() -> None:
    members = [
        Member(name="A", controlled_by="B"),
        Member(name="B", controlled_by="C"),
        Member(name="C", controlled_by="B"),
    ]
    assert len(contradictions(_return(*members))) == 3


def test_years_that_no_return_is_about() -> None:
    ancient = LevyReturn(id="R", party="P", start=date(1, 1, 1), end=date(1, 12, 31), currency="EUR", facts={})
    assert contradictions(ancient) == ["the period lies outside the years 1900 to 2999"]


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([("Cloud", "REG-8", "C-1", 60), ("Cloud", "REG-8", "C-1", 40)], "the certificate C-1 of REG-8 stands twice"),
        ([("acme", "REG-8", "C-1", 100)], "'acme' belongs to the group"),
        ([("Cloud", "REG-8", "C-1", 101)], "resale: EUR 0.01 more certificates name than is left out"),
        ([("Cloud", "REG-8", "C-1", 99)], "resale: EUR 0.01 more is left out than certificates name"),
    ],
)
def test_certificates_of_resale(rows: list[tuple[str, str, str, int]], message: str) -> None:
    found = contradictions(with_certificates(rows))
    assert any(text.startswith(message) for text in found), found


def test_certificates_that_name_what_is_left_out() -> None:
    assert contradictions(with_certificates([("Cloud", "REG-8", "C-1", 60), ("Cloud", "REG-8", "C-2", 40)])) == []


def with_certificates(rows: list[tuple[str, str, str, int]]) -> LevyReturn:
    """A return of `acme` that leaves out 100 cents of resale."""
    return LevyReturn(
        id="R",
        party="acme",
        start=date(2027, 1, 1),
        end=date(2027, 12, 31),
        currency="EUR",
        facts={
            "resale": Amount(units=100, currency="EUR"),
            "resale_certificates": tuple(
                {
                    "buyer": buyer,
                    "registration": registration,
                    "certificate": certificate,
                    "amount": Amount(units=units, currency="EUR"),
                }
                for buyer, registration, certificate, units in rows
            ),
        },
    )
