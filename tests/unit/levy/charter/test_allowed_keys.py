"""Keys and charters; the vectors are in conformance/levies/charter/allowed_keys.json."""

from __future__ import annotations

import pytest

from agister.errors import ProcedureError
from agister.levy.allocations.key_file import parse_key
from agister.levy.charter import check_key_allowed, key_problems, purpose_of, read_charter
from agister.levy.charter.charter_documents import CHARTER_SCHEMAS
from agister.levy.procedure.document import read_document
from tests.levy_governance import charter_of, chartered
from tests.places import ROOT

EXAMPLES = ROOT / "examples/levy"


def test_the_shipped_charter_allows_the_shipped_key() -> None:
    text = (EXAMPLES / "charter.yaml").read_text("utf-8")
    charter = read_charter(read_document(text, "charter.yaml", CHARTER_SCHEMAS))
    assert key_problems(charter, parse_key((EXAMPLES / "commons.yaml").read_bytes())) == ()


def test_all_that_is_not_allowed_is_said_at_once() -> None:
    key = parse_key(b"{kind: fixed, weights: {10.1000/182: 1, a: 1, b: 1, c: 1, administration: 1}}")
    with pytest.raises(
        ProcedureError, match=r"does not allow this key: 10.1000/182 is a single document .* \(and 3 more\)"
    ):
        check_key_allowed(charter_of(chartered()), key)


def test_a_key_that_is_allowed_passes() -> None:
    check_key_allowed(charter_of(chartered()), parse_key(b"{kind: fixed, weights: {commons: 1, adaptation: 1}}"))


def test_the_purpose_of_a_path() -> None:
    charter = charter_of(chartered())
    purpose = purpose_of(charter, ("rest", "commons", "archive"))
    assert purpose is not None
    assert purpose.id == "commons"
    assert purpose_of(charter, ("administration",)) is None


def test_a_key_whose_weights_are_all_zero_has_no_exact_share() -> None:
    key = parse_key(b"{kind: fixed, weights: {administration: 0, commons: 0}}")
    assert "administration must be a first cut" in key_problems(charter_of(chartered()), key)[0]
