"""Charters as documents, and read back from the journal."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from agister.errors import ProcedureError
from agister.levy.charter.charter_documents import CHARTER_SCHEMAS
from agister.levy.charter.charter_file import charter_in_force, read_charter
from agister.levy.procedure.document import read_document
from tests.levy_governance import CHARTER, RULE, charter_of, chartered, document, journal
from tests.places import ROOT


def test_the_journal_alone_gives_back_the_charter() -> None:
    read = read_charter(document("charter", CHARTER))
    assert charter_of(chartered()) == read
    assert read.administration_cap.denominator == 50
    assert read.least_payout == 1000


def test_the_shipped_charter_can_be_used() -> None:
    path: Path = ROOT / "examples/levy/charter.yaml"
    charter = read_charter(read_document(path.read_text("utf-8"), path.name, CHARTER_SCHEMAS))
    assert charter.essay
    assert [item.id for item in charter.purposes] == ["commons", "adaptation-fund"]
    text = (ROOT / "examples/levy/charter.md").read_bytes()
    assert charter.text_digest == f"sha256:{hashlib.sha256(text).hexdigest()}"


def test_no_charter_before_it_holds() -> None:
    with pytest.raises(ProcedureError, match="no charter commons is in force on 2026-12-31: adopt one first"):
        charter_in_force(chartered(), "commons", date(2026, 12, 31))
    with pytest.raises(ProcedureError, match="no charter is in force"):
        charter_in_force(journal(), "", date(2027, 1, 1))


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        (
            {"purposes": [{"id": "creators", "kind": "creators", "title": "x"}]},
            "under the act essay payees are only digital_commons and benefit_humanity",
        ),
        ({"purposes": [{"id": "reserve", "kind": "digital_commons", "title": "x"}]}, "'reserve' is the name of what is kept back"),
        ({"purposes": []}, "names no purpose"),
        ({"purposes": CHARTER["purposes"] * 2}, "the purpose 'commons' stands twice"),
        ({"criteria": []}, "names no criterion"),
        ({"voting": {"other": {**RULE, "majority": "1/3"}}}, "a majority of 1/3 decides nothing"),
        ({"voting": {"other": {**RULE, "majority": "1"}}}, "a majority of 1 decides nothing"),
        ({"voting": {"other": {**RULE, "voters": []}}}, "nobody votes"),
        ({"voting": {"other": {**RULE, "voters": ["king"]}}}, "'king' is no kind of party; allowed: state, company"),
        ({"least_payout": "USD 10.00"}, "least_payout is in USD, the charter in EUR"),
        ({"bank_days": "9" * 30}, "bank_days is more than 3660"),
        ({"voting": {"other": {**RULE, "voting_days": "4000"}}}, r"voting\.other\.voting_days is more than 3660"),
        ({"since": "9999-12-31"}, "name a day up to the year 2999"),
        ({"administration_cap": "97%"}, "nothing is left for the purposes"),
        ({"criteria": [{"id": "x", "text": "x", "kinds": ["war"]}]}, "'war' is no kind of purpose"),
    ],
)  # fmt: skip
def test_what_cannot_be_agreed_to(changes: dict[str, Any], reason: str) -> None:
    with pytest.raises(ProcedureError, match=reason):
        read_charter(document("charter", {**CHARTER, **changes}))


def test_a_variant_may_have_further_purposes() -> None:
    purposes = [{"id": "creators", "kind": "creators", "title": "Creators"}]
    charter = read_charter(document("charter", {**CHARTER, "acts": ["model-act"], "purposes": purposes}))
    assert not charter.essay


def test_a_missing_key_is_named_with_its_line() -> None:
    said = {key: value for key, value in CHARTER.items() if key != "bank_days"}
    with pytest.raises(ProcedureError, match=r"charter\.yaml is refused: line 1, `bank_days`: is missing"):
        document("charter", said)
