"""A payee as the journal says."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from agister.errors import ProcedureError
from agister.levy.payees import find_payee, payee, payees
from agister.levy.payees.payee import Unit
from tests.levy_governance import ACCOUNT, APPLICATION, CHECK, admitted, book, chartered

D = date.fromisoformat


def test_its_states_by_day() -> None:
    kept = admitted(chartered())
    book(kept, "payee-suspension", {"payee": "archive", "reason": "no accounts"}, "2027-03-01")
    book(kept, "payee-reinstatement", {"payee": "archive", "reason": "accounts came"}, "2027-04-01")
    book(kept, "payee-closure", {"payee": "archive", "reason": "dissolved"}, "2027-05-01")
    days = ["2027-02-01", "2027-02-02", "2027-03-01", "2027-04-01", "2027-05-01"]
    assert [payee(kept, "archive", D(day)).state for day in days] == [
        "applied", "admitted", "suspended", "admitted", "closed",
    ]  # fmt: skip
    assert find_payee(kept, "archive", D("2027-01-31")) is None


def test_what_it_declared_and_named() -> None:
    kept = admitted(chartered())
    book(kept, "payee-account", ACCOUNT, "2027-02-03")
    found = payees(kept)["archive"]
    assert (found.unit, found.charter, found.org_id) == (Unit.COLLECTION, "commons", "NL-KVK-12345678")
    assert found.persons == ("Ada Example",)
    assert found.host_fee == Fraction(0)
    assert found.screening is not None
    assert found.screening.clear
    assert found.accounts[0].iban == "NL91ABNA0417164300"


def test_the_admission_counts_from_its_first_day_and_ends_with_a_refusal() -> None:
    kept = admitted(chartered())
    book(kept, "payee-check", {**CHECK, "sanctions": {**CHECK["sanctions"], "day": "2027-04-01"}}, "2027-04-02")
    assert payee(kept, "archive").admitted == D("2027-02-02")
    book(kept, "payee-check", {**CHECK, "outcome": "refused", "reason": "closed to the public"}, "2027-05-02")
    assert payee(kept, "archive").admitted is None
    assert payee(kept, "archive").state == "refused"
    book(kept, "payee-application", APPLICATION, "2027-06-01")
    assert payee(kept, "archive").state == "applied"


def test_nobody_of_that_name() -> None:
    with pytest.raises(ProcedureError, match="zed never applied to be a payee"):
        payee(chartered(), "zed")
