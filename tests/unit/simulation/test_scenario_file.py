from __future__ import annotations

from typing import Any

import pytest

from agister.errors import LevyError
from agister.simulation.scenario import Scenario
from agister.simulation.scenario_file import load_scenario
from tests.scenarios import CONTENT, scenario, scenario_text

PROVIDERS: list[dict[str, Any]] = CONTENT["providers"]


def test_the_whole_of_a_scenario(small: Scenario) -> None:
    assert (small.currency, small.first_year, small.last_year) == ("EUR", 2027, 2029)
    assert small.providers[0].inputs["world_revenue"].central == 270_000_000_000
    assert [provider.name for provider in small.providers[3:]] == ["Small 1", "Small 2", "Small 3"]
    assert {provider.entry for provider in small.providers[3:]} == {"Small"}
    assert (small.monte_carlo.draws, small.monte_carlo.seed, small.monte_carlo.together) == (200, 7, False)
    assert small.administration.per_payer.central == 1_000_000
    assert small.key is not None
    assert small.notes == ("a note",)
    assert [case.name for case in small.cases] == ["as given", "half the revenue", "Licensed makes a loss"]


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"schema": "other"}, "the file must say `schema: agister.levy.scenario/1`"),
    ({"titel": "x"}, "did you mean `title`?"),
    ({"providers": []}, "name at least one provider"),
    ({"providers": [*PROVIDERS, PROVIDERS[2]]}, "has Licensed twice"),
    ({"providers": [{"name": "A", "world_revenue": "EUR 1"}]}, "`providers[0].territorial_share`: is missing"),
    ({"providers": [{**PROVIDERS[2], "growht": "5%"}]}, "did you mean `growth`?"),
    ({"providers": [{**PROVIDERS[2], "count": 5000}]}, "allowed: 1 to 1,000"),
    ({"providers": [PROVIDERS[0], {**PROVIDERS[1], "public_share": "10%"}]}, "different `public_share` in the group 'Large'"),
    ({"years": {"first": 2030, "last": 2029}}, "the first one first"),
    ({"years": {"first": 2027, "last": 2127}}, "one to 50 years"),
    ({"currency": "XXY"}, "currency"),
    ({"cases": [{"name": "c", "changes": [{"providers": ["Licenced"], "put": {"growth": "5%"}}]}]}, "did you mean Licensed?"),
    ({"cases": [{"name": "c", "changes": [{}]}]}, "changes nothing"),
    ({"cases": [{"name": "as given", "changes": []}]}, "stands twice"),
    ({"monte_carlo": {"draws": 10_000_000}}, "allowed: 0 to 1,000,000"),
    ({"monte_carlo": {"shape": "normal"}}, "allowed: triangular, lognormal, uniform"),
    ({"exchange": {"USD": {"rate": "1/2"}}}, "`exchange.USD.source`: is missing"),
    ({"curve": {"territorial_share": "0"}}, "more than nothing"),
    ({"administration": {"yearly": "12"}}, "the currency and the amount"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "words"), REFUSED, ids=[words[:40] for _, words in REFUSED])
def test_refused_with_place_and_reason(changes: dict[str, Any], words: str) -> None:
    with pytest.raises(LevyError) as refused:
        scenario(**changes)
    assert "scenario.yaml is no scenario that can be simulated" in str(refused.value)
    assert words in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("text", ["", "]", "a: &x 1\nb: *x", "- 1", "schema: agister.levy.scenario/1", "a" * 5_000_000])
def test_what_is_no_scenario_is_refused_in_one_line(text: str) -> None:
    with pytest.raises(LevyError) as refused:
        load_scenario(text, "s.yaml", lambda _name: b"")
    assert "\n" not in str(refused.value)


def test_the_line_is_named() -> None:
    text = scenario_text().replace('"growth"', '\n"grwth"', 1)
    with pytest.raises(LevyError, match=r"line 2, `providers\[0\]\.grwth`"):
        load_scenario(text, "s.yaml", lambda _name: b"")
