from __future__ import annotations

from pathlib import Path

from tests.commands import Agister
from tests.levy_acts import act_text, return_text


def test_sound_files(agister: Agister, tmp_path: Path) -> None:
    (tmp_path / "act.yaml").write_text(act_text("turnover", {"rate": "1%"}))
    (tmp_path / "return.yaml").write_text(return_text({"local_revenue": 5}))
    assert agister("levy", "check", tmp_path / "act.yaml").out == "act.yaml is an act that can be used\n"
    assert agister("levy", "check", tmp_path / "return.yaml").out == "return.yaml is a return that can be used\n"


def test_faults_with_line_and_key(agister: Agister, tmp_path: Path) -> None:
    (tmp_path / "return.yaml").write_text(return_text({"local_revenue": -5}))
    said = agister("levy", "check", tmp_path / "return.yaml")
    assert said.status == 2
    assert said.out == (
        "return.yaml, line 1, `facts.local_revenue`: is the text '-5'; allowed: an amount that is not negative\n"
    )
    found = agister("levy", "check", tmp_path / "return.yaml", "--json").object
    assert (found["kind"], found["valid"], found["faults"][0]["line"]) == ("return", False, 1)
    (tmp_path / "other.yaml").write_text("a: 1\n")
    assert agister("levy", "check", tmp_path / "other.yaml").out == (
        "other.yaml, line 1, `schema`: the file must say `schema: agister.levy.instrument/1`\n"
    )
