"""Payouts: their names, why they rest, and what their payments carry from end to end."""

from __future__ import annotations

import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agister.errors import ProcedureError
from agister.levy.chart import family
from agister.levy.runs.payout import END_TO_END, Payout, Standing, Why, check_name, end_to_end, payout_id

NAMES = st.text(alphabet=string.ascii_letters + string.digits + "._+-", min_size=1, max_size=60).map(
    lambda text: "a" + text[1:]
)


@given(NAMES, NAMES, st.integers(1, 99))
def test_an_end_to_end_identification_fits_every_bank(run: str, payee: str, attempt: int) -> None:
    found = end_to_end(payout_id(run, payee), attempt)
    assert len(found) <= END_TO_END
    assert re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9-]*", found)
    assert found == end_to_end(payout_id(run, payee), attempt)
    assert found != end_to_end(payout_id(run, payee), attempt + 1)


def test_payouts_that_read_alike_have_identifications_of_their_own() -> None:
    assert end_to_end("2031/a.b", 1) != end_to_end("2031/a-b", 1)
    assert end_to_end("2031-2/archive", 1).startswith("2031-2-archive-")


def test_money_is_owed_on_the_account_of_its_kind() -> None:
    assert Payout(id="2031/a", payee="a", run="2031", currency="EUR").account == "Payable:a"
    assert Payout(id="refund/acme", payee="acme", run="refund", currency="EUR").account == "Refund:acme"
    assert Payout(id="2031/a", payee="a", run="2031", currency="EUR", held={"Held:X:1": 2, "Held:Y:1": 3}).resting == 5


@pytest.mark.parametrize("why", list(Why))
def test_every_reason_for_rest_names_an_account(why: Why) -> None:
    assert family(f"Held:{why}:2031").name == "Held"
    assert Standing(hold=why).hold == why


def test_other_reasons_are_refused() -> None:
    with pytest.raises(ProcedureError, match="'Lazy' is no reason for which money rests; allowed: Unlocated"):
        Standing(hold="Lazy")


@pytest.mark.parametrize("name", ["", "the rest", "a/b", "a:b", "ä", "-a", "=1+1", "a" * 61, "a\n"])
def test_names_that_no_account_can_carry_are_refused(name: str) -> None:
    with pytest.raises(ProcedureError, match="cannot be the name of a payee: use up to 60"):
        check_name(name, "the name of a payee")


@given(NAMES)
def test_other_names_name_an_account(name: str) -> None:
    assert family(f"Payable:{check_name(name, 'a payee')}").name == "Payable"
