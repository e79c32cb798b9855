"""What an act says of scope."""

from __future__ import annotations

from datetime import date

import pytest

from agister.errors import LevyError
from agister.levy.instrument_file import shipped_instruments
from agister.levy.scope import SCOPE_KEYS, scope_terms

ON = date(2027, 6, 1)


@pytest.mark.parametrize("name", ["essay", "model-act"])
def test_both_drafts_lay_down_all_of_it_as_drafts(name: str) -> None:
    terms = scope_terms(shipped_instruments()[name], ON)
    assert set(terms.values) == set(SCOPE_KEYS)
    assert {value.confidence for value in terms.values.values()} == {"draft"}


def test_no_rate_is_asked_for() -> None:
    assert scope_terms(shipped_instruments()["essay"], ON).find("rate") is None


def test_a_draft_leaves_its_values_open() -> None:
    terms = scope_terms(shipped_instruments()["essay"], ON, {"scope_large_text": "100000000000"})
    assert terms.fraction("scope_large_text") == 10**11
    assert terms.need("scope_large_text").law.endswith("(parameter given by the user)")


@pytest.mark.parametrize(
    ("act", "on", "given", "reason"),
    [
        ("uk-dst", ON, {}, "uk-dst lays down no scope test for AI models"),
        ("essay", date(2022, 1, 1), {}, "essay does not hold on 2022-01-01: it holds from 2023-01-01"),
        ("essay", ON, {"rate": "1/100"}, "essay does not leave 'rate' open for the scope test"),
        (
            "essay",
            ON,
            {"scope_large_text": "many"},
            "scope_large_text=many: is the text 'many'; allowed: a whole number",
        ),
        ("essay", ON, {"scope_presumption": "perhaps"}, "allowed: none, without_summary, without_answer"),
    ],
)
def test_what_is_refused(act: str, on: date, given: dict[str, str], reason: str) -> None:
    with pytest.raises(LevyError, match=reason):
        scope_terms(shipped_instruments()[act], on, given)
