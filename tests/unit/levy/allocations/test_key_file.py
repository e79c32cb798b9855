from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agister.errors import SharingError
from agister.ledger import by_payee
from agister.ledger.tree import Rule, Share
from agister.levy.allocations import ALLOCATIONS
from agister.levy.allocations.key_file import SHARED_KEYS, parse_key
from agister.levy.allocations.section import Section
from tests.keys import refusal, shares_of
from tests.places import ROOT

TREE = """
kind: first_cut
law: L. 324-17 CPI
note: a quarter for culture
first: {culture: 25%}
then: rightholders
within:
  rightholders:
    kind: fixed
    weights: {authors: 1/2, performers: 1/4, producers: 1/4}
    within:
      performers: {kind: fixed, weights: {adami: 1, spedidam: 1}}
"""


def test_a_tree() -> None:
    key = parse_key(TREE.encode())
    assert (key.kind, key.law) == ("first_cut", "L. 324-17 CPI")
    assert key.digest == f"sha256:{sha256(TREE.encode()).hexdigest()}"
    assert by_payee(key.share(100_000_000)) == {
        "adami": 9_375_000,
        "authors": 37_500_000,
        "culture": 25_000_000,
        "producers": 18_750_000,
        "spedidam": 9_375_000,
    }


def test_words_of_yaml_are_names() -> None:
    assert shares_of("kind: fixed\nweights: {no: 1, yes: 1, null: 1, 2030-01-01: 1, 1.0: 1}", 5) == {
        "1.0": 1,
        "2030-01-01": 1,
        "no": 1,
        "null": 1,
        "yes": 1,
    }


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "key.yaml is empty; write for example: kind: fixed"),
        ("- a", "key.yaml, line 1: a key file begins with a key, such as kind: fixed"),
        ("weights: {a: 1}", "key.yaml, line 1: 'kind' is missing; this kind of key cannot do without it"),
        (
            "kind: fixd\nweights: {a: 1}",
            "key.yaml, line 1, kind: 'fixd' is no kind of key; did you mean fixed? allowed: "
            + ", ".join(allocation.name for allocation in ALLOCATIONS),
        ),
        (
            "kind: fixed\nwieghts: {a: 1}",
            "key.yaml, line 2, wieghts: this key is not known here; did you mean 'weights'? allowed: "
            + ", ".join(sorted((*SHARED_KEYS, "weights"))),
        ),
        ("kind: fixed\nweights: {a: 1, a: 2}", "key.yaml, line 2: 'a' stands twice, first in line 2: keep one"),
        ("kind: fixed\nweights: {a: 1}\nlaw: []", "key.yaml, line 3, law: must be a single value"),
        (
            "kind: fixed\nweights: {a: 1}\nwithin: {b: {kind: fixed, weights: {c: 1}}}",
            "key.yaml, line 3, within → b: nobody of this name shares above; there are: a",
        ),
        (
            "kind: fixed\nweights: {a: 1}\nwithin: {a: {kind: fixed, weights: {c: x}}}",
            "key.yaml, line 3, within → a → weights → c: 'x' is no exact number; write it as 3, 0.25, 1/3 or 12.5%",
        ),
        (
            "kind: fixed\nweights: {a: 1}\nwithin: {a: {kind: fixed, weights: {c: 0}}}",
            "a: all weights are zero: nobody is there to share with",
        ),
    ],
)
def test_refusals(text: str, message: str) -> None:
    assert refusal(text) == message


@dataclass(frozen=True)
class AllToOne:
    payees: tuple[str, ...]

    def share(self, total: int) -> tuple[Share, ...]:
        return (Share(payee=self.payees[0], units=total, due=Fraction(total), reason="all of it"),)


class Whole:
    """A kind that somebody else brings."""

    name = "whole"
    summary = "all to one"
    keys = ("to",)

    def read(self, section: Section) -> Rule:
        return AllToOne(payees=(section.text("to"),))


def test_others_bring_their_kinds_as_values() -> None:
    key = parse_key(b"kind: whole\nto: library", allocations=(*ALLOCATIONS, Whole()))
    assert by_payee(key.share(7)) == {"library": 7}


def test_the_example_conserves_every_unit() -> None:
    key = parse_key((ROOT / "examples" / "levy" / "commons.yaml").read_bytes())
    for total in range(-300, 300):
        assert sum(by_payee(key.share(total)).values()) == total


@given(st.binary() | st.text(alphabet="kindfxe:w{}[]1/2%,\n -").map(str.encode))
def test_any_bytes_are_a_key_or_refused(body: bytes) -> None:
    try:
        assert parse_key(body).digest
    except SharingError as refused:
        assert str(refused)
