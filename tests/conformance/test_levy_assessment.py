"""Runs the vectors of conformance/levies/assessment and procedure: what is due, when, and what lateness costs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from agister.errors import LevyError
from agister.ledger import Amount
from agister.ledger.amount import decimal
from agister.ledger.exact import exact
from agister.levy.assess import assess
from agister.levy.bases import BASES
from agister.levy.bases.needs_factor import programme_requirement
from agister.levy.due_dates import collective_deadlines, due_dates
from agister.levy.exchange import QuotedRate, convert_rounded, read_reference_rates
from agister.levy.instrument_file import shipped_instruments
from agister.levy.interest import interest
from agister.levy.penalties import late_payment_penalty, late_return_penalty
from tests.conformance.vectors import KINDS
from tests.levy_acts import act, levy_return, shipped
from tests.places import CONFORMANCE

LEVIES = CONFORMANCE / "levies"
ASSESSMENTS = sorted((LEVIES / "assessment").glob("*.json"))
PROCEDURES = sorted((LEVIES / "procedure").glob("*.json"))


def _load(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return content


def _assessments() -> Iterator[Any]:
    for path in ASSESSMENTS:
        content = _load(path)
        for vector in content["vectors"]:
            yield pytest.param(content, vector, id=f"{path.stem}: {vector['name']}")


def _procedure(name: str) -> list[Any]:
    return [
        pytest.param(vector, id=vector["name"]) for vector in _load(LEVIES / "procedure" / f"{name}.json")["vectors"]
    ]


def _day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(("content", "vector"), list(_assessments()))
def test_assessment(content: dict[str, Any], vector: dict[str, Any]) -> None:
    instrument = (
        shipped(content["instrument"])
        if "instrument" in content
        else act(content["base"], vector["values"], content["currency"])
    )
    said, expected = vector["return"], vector["expected"]
    period = said.get("period", content["period"])

    def assessed() -> Any:
        declared = levy_return(
            said["facts"],
            period["start"],
            period["end"],
            said.get("currency", instrument.currency),
            members=said.get("members"),
        )
        rates = read_reference_rates(vector["rates"], "vector") if "rates" in vector else None
        return assess(declared, instrument, given=vector.get("given"), base=vector.get("base", ""), rates=rates)

    if "refused" in expected:
        with pytest.raises(LevyError) as refused:
            assessed()
        assert expected["refused"] in str(refused.value)
        return
    found = assessed()
    assert found.amount == expected["amount"]
    if "exact" in expected:
        assert found.exact == exact(expected["exact"])
    if "members" in expected:
        assert found.members == expected["members"]
    assert all(line.law and line.link and line.fact for line in found.lines), "every line cites law and fact"


@pytest.mark.parametrize(
    "vector", _load(LEVIES / "amounts" / "programme_requirement.json")["vectors"], ids=lambda vector: vector["name"]
)
def test_programme_requirement(vector: dict[str, Any]) -> None:
    assert programme_requirement(vector["parts"]) == vector["expected"]


@pytest.mark.parametrize("vector", _procedure("due_dates"))
def test_due_dates(vector: dict[str, Any]) -> None:
    found = due_dates(shipped(vector["instrument"]), _day(vector["period_end"]), vector.get("calendar", ""))
    days = {due.duty: due.day.isoformat() for due in found}
    assert {duty: days[duty] for duty in vector["expected"]} == vector["expected"]


@pytest.mark.parametrize("vector", _procedure("collective_deadlines"))
def test_collective_deadlines(vector: dict[str, Any]) -> None:
    assert [day.isoformat() for day in collective_deadlines(_day(vector["year_end"]))] == vector["expected"]


@pytest.mark.parametrize("vector", _procedure("interest"))
def test_interest(vector: dict[str, Any]) -> None:
    rates = shipped(vector["instrument"]).values[vector["rate"]]
    arguments = (vector["principal"], _day(vector["due"]), _day(vector["paid"]), rates)
    if "refused" in vector["expected"]:
        with pytest.raises(LevyError, match=vector["expected"]["refused"]):
            interest(*arguments)
        return
    found = interest(*arguments)
    assert {"amount": found.amount, "days": [span.days for span in found.spans]} == vector["expected"]


@pytest.mark.parametrize("vector", _procedure("penalties"))
def test_penalties(vector: dict[str, Any]) -> None:
    reference, filed = _day(vector["reference"]), _day(vector["filed"])
    steps = shipped(vector["instrument"]).value(vector["steps"], filed)
    assert steps is not None
    found = (
        late_payment_penalty(steps, vector["unpaid"], reference, filed)
        if "unpaid" in vector
        else late_return_penalty(steps, reference, filed)
    )
    assert found == vector["expected"]


@pytest.mark.parametrize("vector", _procedure("exchange"))
def test_exchange(vector: dict[str, Any]) -> None:
    code, _, text = vector["amount"].partition(" ")
    rate = QuotedRate(
        day=date(2000, 1, 1), unit=vector["unit"], quoted=vector["quoted"], text=vector["rate"], source="vector"
    )
    found = convert_rounded(Amount.parse(text, code), vector["to"], rate)
    assert decimal(found.units, found.exponent) == vector["expected"]


@pytest.mark.parametrize("path", [*ASSESSMENTS, *PROCEDURES], ids=lambda path: path.stem)
def test_files_are_well_formed(path: Path) -> None:
    content = _load(path)
    assert content["format"] == "agister-vectors/1"
    assert content["specification"]
    names = [vector["name"] for vector in content["vectors"]]
    assert len(names) == len(set(names)), "names must be distinct within a file"
    assert [
        vector["name"] for vector in content["vectors"] if not vector["clause"] or vector["kind"] not in KINDS
    ] == []


def test_every_act_and_base_has_its_vectors() -> None:
    written = {path.stem for path in ASSESSMENTS}
    assert written == {*shipped_instruments(), *(f"base_{base.name}" for base in BASES)}
