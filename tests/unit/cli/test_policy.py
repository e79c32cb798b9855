from __future__ import annotations

from pathlib import Path

from tests.commands import Agister
from tests.places import SOURCE

SHIPPED = ["eu-commercial-training", "eu-research", "rfc-strict-single-token", "search-only"]


def test_list(agister: Agister) -> None:
    assert [line.split()[0] for line in agister("policy", "list").out.splitlines() if line[:1] != " "] == SHIPPED
    found = agister("policy", "list", "--json").object
    assert sorted(found) == SHIPPED
    assert set(found["eu-research"]) == {"usage", "description"}


def test_show_is_the_file(agister: Agister, place: Path) -> None:
    said = agister("policy", "show", "eu-research")
    assert said.out == (SOURCE / "screening" / "policies" / "eu-research.toml").read_text("utf-8")
    assert agister("policy", "show", place / "policy.toml").out == (place / "policy.toml").read_text()


def test_explain(agister: Agister, place: Path) -> None:
    said = agister("policy", "explain", place / "policy.toml")
    assert said.status == 0
    assert said.out.startswith("test: may these works be used for train-ai?")
    found = agister("policy", "explain", place / "policy.toml", "--json").object
    assert set(found) == {"name", "usage", "digest", "choices"}
    assert {"key": "robots_txt.reading", "value": "strict", "from": "file", "reason": ""} in found["choices"]


def test_refused(agister: Agister, tmp_path: Path) -> None:
    assert "nonsense" in agister.refuses("policy", "explain", "nonsense")
