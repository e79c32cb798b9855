"""What a levy office exports against the official schemas."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from lxml import etree
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from agister.publishing.levy.iati import iati
from agister.publishing.levy.report import compute_report
from agister.publishing.levy.three_sixty_giving import three_sixty_giving
from tests.levy_books import sample_office
from tests.places import DATA, needs_data

GIVING = DATA / "levy" / "ThreeSixtyGiving+standard" / "schema"
IATI = DATA / "levy" / "IATI+IATI-Schemas"
pytestmark = needs_data


@pytest.fixture(scope="module")
def report() -> dict[str, Any]:
    return compute_report(sample_office().journal.entries())


def _giving() -> Draft202012Validator:
    grant = json.loads((GIVING / "360-giving-schema.json").read_bytes())
    package = json.loads((GIVING / "360-giving-package-schema.json").read_bytes())
    reference = package["properties"]["grants"]["items"]["$ref"]
    registry: Registry[Any] = Registry().with_resource(reference, DRAFT202012.create_resource(grant))
    return Draft202012Validator(package, registry=registry, format_checker=FormatChecker())


def test_grants_are_valid_360giving_with_formats(report: dict[str, Any]) -> None:
    errors = list(_giving().iter_errors(json.loads(three_sixty_giving(report))))
    assert errors == []


@pytest.mark.parametrize(
    "change",
    [
        lambda grant: grant.pop("currency"),
        lambda grant: grant.update(amountAwarded="1"),
        lambda grant: grant["disbursementTransaction"][0].update(transactionDate="soon"),
        lambda grant: grant["recipientOrganization"][0].pop("id"),
    ],
)
def test_the_schema_sees_what_is_wrong(report: dict[str, Any], change: Callable[[dict[str, Any]], object]) -> None:
    found = json.loads(three_sixty_giving(report))
    change(found["grants"][0])
    assert list(_giving().iter_errors(found))


def _iati() -> etree.XMLSchema:
    parser = etree.XMLParser(no_network=True)
    return etree.XMLSchema(etree.parse(str(IATI / "iati-activities-schema.xsd"), parser))


@pytest.mark.parametrize("purposes", [None, ("commons", "adaptation"), ("commons",)])
def test_activities_are_valid_iati(report: dict[str, Any], purposes: tuple[str, ...] | None) -> None:
    _iati().assertValid(etree.fromstring(iati(report, purposes=purposes)))


def test_the_schema_of_iati_sees_what_is_wrong(report: dict[str, Any]) -> None:
    body = iati(report).replace(b"<activity-status", b"<activity-state")
    assert not _iati().validate(etree.fromstring(body))


def test_the_schema_is_there() -> None:
    assert Path(IATI / "iati-activities-schema.xsd").is_file()
