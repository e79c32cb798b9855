from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from agister.errors import LevyError
from tests.levy_acts import act_text
from tests.scenarios import scenario


def test_an_act_of_ones_own_beside_the_scenario() -> None:
    own = act_text("turnover", {"rate": "3/100", "allowance": 1_000_000}).encode()
    found = scenario({"own.yaml": own}, designs=[{"name": "own", "act": "own.yaml"}], changes=None)
    assert found.designs[0].act.id == "test-act"
    assert found.designs[0].schedule(date(2027, 12, 31)).fraction("rate") * 100 == 3


def test_a_change_keeps_what_it_does_not_change() -> None:
    found = scenario(changes=[{"name": "c", "of": "residual", "set": {"rate": "1/5"}}])
    assert dict(found.changes[0].design.given) == {"rate": "1/5", "routine_margin": "1/10"}
    assert found.changes[0].design.base_name == "residual_profit"


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"designs": []}, "name at least one act"),
    ({"designs": [{"name": "d", "act": "model-akt"}]}, "or a file such as act.yaml"),
    ({"designs": [{"name": "d", "act": "missing.yaml"}]}, "missing.yaml cannot be read"),
    ({"designs": [{"name": "d", "act": "../secret.yaml"}]}, "in the folder of the scenario or below"),
    ({"designs": [{"name": "d", "act": "/etc/act.yaml"}]}, "in the folder of the scenario or below"),
    ({"designs": [{"name": "d", "act": "broken.yaml"}]}, "broken.yaml is no act that can be used"),
    ({"designs": [{"name": "d", "act": "latin.yaml"}]}, "can't decode"),
    ({"designs": [{"name": "d", "act": "uk-dst"}]}, "uk-dst is in GBP"),
    ({"designs": [{"name": "d", "act": "fr-private-copying"}]}, "needs facts that a scenario does not hold"),
    ({"designs": [{"name": "d", "act": "essay", "base": "windfal"}]}, "did you mean windfall?"),
    (
        {"designs": [{"name": "d", "act": "model-act", "set": {"brackets": [[0, "1%"]]}}]},
        "Copy the act to change a table",
    ),
    ({"designs": [{"name": "d", "act": "model-act", "without": ["tapr"]}]}, "did you mean taper?"),
    ({"designs": [{"name": "d", "act": "model-act"}, {"name": "d", "act": "model-act"}]}, "stands twice"),
    ({"designs": [{"name": "=d", "act": "model-act"}]}, "begins with a letter or a digit"),
    ({"changes": [{"name": "c", "of": "modle act"}]}, "did you mean model act?"),
    ({"key": "bad.yaml"}, "no kind of key"),
    ({"key": "gone.yaml"}, "gone.yaml cannot be read"),
]


@pytest.mark.parametrize(("changes", "words"), REFUSED, ids=[words[:40] for _, words in REFUSED])
def test_refused_with_place_and_reason(changes: dict[str, Any], words: str) -> None:
    files = {"broken.yaml": b"a: 1", "latin.yaml": "é".encode("latin-1"), "bad.yaml": b"kind: other"}
    wanted = {"changes": None, **changes} if "designs" in changes else changes
    with pytest.raises(LevyError) as refused:
        scenario(files, **wanted)
    assert words in str(refused.value)
    assert "line 1" in str(refused.value)
