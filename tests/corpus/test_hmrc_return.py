"""Our return in HMRC's form, against HMRC's schema and beside its example."""

from __future__ import annotations

import json

import pytest
from jsonschema import Draft4Validator, FormatChecker

from tests.places import DATA, needs_data
from tests.unit.publishing.test_hmrc_return import example, form

FOLDER = DATA / "levy" / "hmrc+digital-services-tax" / "conf"


@needs_data
@pytest.mark.parametrize("place", ["dst/1480-eeitt-return.request.schema.json", "test/return-submission.schema.json"])
def test_the_request_keeps_the_schema(place: str) -> None:
    schema = json.loads((FOLDER / place).read_text("utf-8"))
    found = list(Draft4Validator(schema, format_checker=FormatChecker()).iter_errors(form(example())))
    assert [error.message for error in found] == []


@needs_data
def test_it_has_the_keys_of_the_example() -> None:
    theirs = json.loads((FOLDER / "dst/1480-eeitt-return.request.example1.json").read_text("utf-8"))
    ours = form(example())
    # `tableForms` belongs to another tax in their example, and is optional.
    assert set(ours) == set(theirs) - {"tableForms"}
    assert {key for row in ours["returnsDetails"]["regimeSpecificDetails"] for key in row} == {
        key for row in theirs["returnsDetails"]["regimeSpecificDetails"] for key in row
    }
