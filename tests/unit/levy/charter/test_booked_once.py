"""A document is booked once a day; on another day it is a new step."""

from __future__ import annotations

import pytest

from agister.errors import ProcedureError
from agister.levy.payees import payee
from tests.levy_governance import ACTIONS, SCHEMAS, admitted, book, chartered, with_parties


def test_the_same_document_gives_the_same_entries() -> None:
    kept = with_parties(chartered(), "a")
    said = {"charter": "commons", "party": "a", "until": "2027-12-31"}
    first = book(kept, "withdrawal", said, "2027-01-05")
    before = kept.head()
    assert book(kept, "withdrawal", said, "2027-01-05") == first
    assert kept.head() == before
    with pytest.raises(ProcedureError, match="has withdrawn from commons already"):
        book(kept, "withdrawal", said, "2027-01-06")


def test_a_payee_may_be_suspended_again_for_the_same_reason() -> None:
    kept = admitted(chartered())
    said = {"payee": "archive", "reason": "no accounts"}
    book(kept, "payee-suspension", said, "2027-03-01")
    book(kept, "payee-reinstatement", said, "2027-04-01")
    book(kept, "payee-suspension", said, "2027-05-01")
    assert payee(kept, "archive").state == "suspended"


def test_each_document_of_governance_has_schema_and_action() -> None:
    assert set(SCHEMAS) - {"model"} == set(ACTIONS)
