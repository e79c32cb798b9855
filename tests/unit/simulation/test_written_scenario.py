from __future__ import annotations

from fractions import Fraction

import pytest

from agister.levy.written_values import WrongValue
from agister.levy.yaml_lines import Node, parse_lines
from agister.simulation.inputs import INPUTS, InputKey, Range
from agister.simulation.written_scenario import ScenarioReader

MONEY, PART, RATE = INPUTS["world_revenue"], INPUTS["territorial_share"], INPUTS["growth"]


def reader() -> ScenarioReader:
    return ScenarioReader(currency="EUR", exchange={"USD": (Fraction(9, 10), "s")})


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("EUR 2.62bn", 262_000_000_000),
        ("EUR 12.50", 1250),
        ("EUR 3 m", 300_000_000),
        ("USD 10", 900),
        ("EUR 1tn", 10**14),
        ("EUR 5k", 500_000),
    ],
)
def test_money(text: str, units: int) -> None:
    assert reader().number(Node(1, text), "money") == units


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("GBP 5m", "money", "is in GBP; allowed: EUR, and what `exchange` has a rate for: USD"),
        ("12", "money", "the currency and the amount"), ("EUR -5", "money", "the currency and the amount"),
        ("EUR 9999tn", "money", "at most"), ("1e3", "rate", "an exact number"), ("120%", "part", "a share from 0 to 100%"),
        ("-1%", "part", "a share from 0 to 100%"), ("200", "rate", "at most 100 times"),
    ],
)  # fmt: skip
def test_numbers_that_are_none(text: str, kind: str, words: str) -> None:
    with pytest.raises(WrongValue, match=words):
        reader().number(Node(1, text), kind)


def ranged(text: str, key: InputKey) -> tuple[Range | None, list[str]]:
    found = reader()
    return found.range(parse_lines(text), "x", key), [str(fault) for fault in found.faults]


def test_ranges() -> None:
    assert ranged("{low: 1%, central: 2%, high: 1/10, source: a study}", PART) == (
        Range(low=10_000, central=20_000, high=100_000, source="a study"), [],
    )  # fmt: skip
    assert ranged("{value: -5%, source: s}", RATE)[0] == Range(low=-50_000, central=-50_000, high=-50_000, source="s")
    assert ranged("{low: EUR 1, central: EUR 2, high: EUR 3, source: s, shape: lognormal}", MONEY)[0] == Range(
        low=100, central=200, high=300, source="s", shape="lognormal"
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{low: 1%, central: 2%, high: 3%}", "`x.source`: is missing"),
        ("{low: 3%, central: 2%, high: 1%, source: s}", "does not ascend"),
        ("{low: 3%, hihg: 2%, source: s}", "did you mean `high`?"),
        ("{low: 1%, central: 2%, high: 3%, source: s, shape: round}", "allowed: triangular, lognormal, uniform"),
        ("[1, 2]", "is a list"),
    ],
)
def test_ranges_that_are_none(text: str, words: str) -> None:
    _, faults = ranged(text, PART)
    assert any(words in fault for fault in faults), faults


@pytest.mark.parametrize("name", ["=1+1", "@cmd", "-x", "+y", "a\u202eb", "x" * 81, "_"])
def test_names_that_a_spreadsheet_would_compute_or_a_reader_misread_are_refused(name: str) -> None:
    found = reader()
    found.name(Node(3, name), "name")
    assert "begins with a letter or a digit" in str(found.faults[0])
