"""Acts and returns for tests, through the same files that people write: JSON is YAML."""

from __future__ import annotations

import json
from typing import Any

from agister.levy.assess import Assessment, assess
from agister.levy.instrument import Instrument
from agister.levy.instrument_file import load_instrument, shipped_instruments
from agister.levy.levy_return import LevyReturn
from agister.levy.return_file import load_return

LAW = {"law": "Test Act s. 1", "link": "https://example.org/act"}


def act_text(base: str, values: dict[str, Any], currency: str = "EUR", **changes: Any) -> str:
    """The file of an act whose values hold from 2000 on. A value that is a list of mappings with `since` stands as it is."""
    dated = {
        name: value
        if isinstance(value, list) and value and isinstance(value[0], dict) and "since" in value[0]
        else [{"value": value, "since": "2000-01-01", "known_since": "2000-01-01", "confidence": "verified", **LAW}]
        for name, value in {"rounding": "half_up", **values}.items()
    }
    content = {
        "schema": "agister.levy.instrument/1", "instrument": "test-act", "title": "Test Act", "status": "in_force",
        "jurisdiction": "XX", "citation": "Test Act", "link": LAW["link"], "currency": currency, "since": "2000-01-01",
        "bases": [base], "about": "an act for tests", "values": dated,
        **changes,
    }  # fmt: skip
    return json.dumps({key: value for key, value in content.items() if value is not None})


def act(base: str, values: dict[str, Any], currency: str = "EUR", **changes: Any) -> Instrument:
    """An act whose values hold from 2000 on."""
    return load_instrument(act_text(base, values, currency, **changes), "test-act.yaml")


def shipped(name: str) -> Instrument:
    """An act that comes with agister."""
    return shipped_instruments()[name]


def return_text(
    facts: dict[str, Any],
    start: str = "2027-01-01",
    end: str = "2027-12-31",
    currency: str = "EUR",
    members: list[dict[str, Any]] | None = None,
    **changes: Any,
) -> str:
    """The file of a return."""
    content = {
        "schema": "agister.levy.return/1", "id": "R-1", "party": "Example Group", "period": {"start": start, "end": end},
        "currency": currency, "facts": facts, **({"members": members} if members else {}), **changes,
    }  # fmt: skip
    return json.dumps({key: value for key, value in content.items() if value is not None})


def levy_return(facts: dict[str, Any], *arguments: Any, **changes: Any) -> LevyReturn:
    """A return."""
    return load_return(return_text(facts, *arguments, **changes), "return.yaml")


def due(instrument: Instrument, facts: dict[str, Any], *arguments: Any, **changes: Any) -> Assessment:
    """What is due for facts in the currency of an act."""
    return assess(levy_return(facts, *arguments, **{"currency": instrument.currency, **changes}), instrument)
