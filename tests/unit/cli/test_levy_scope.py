"""`agister levy scope`: one finding a line, with evidence, law and place."""

from __future__ import annotations

from pathlib import Path

from tests.commands import Agister
from tests.places import ROOT

EXAMPLE = str(ROOT / "examples/levy/deployment.yaml")
SMALL = """
schema: agister.levy.model/1
id: tiny
name: Tiny
provider: Example AI
generative: yes
summary:
  link: https://example.org/tiny
  day: 2026-06-26
  sizes: [{modality: text, size: Less than 1 billion tokens}]
  public_datasets: no
  crawled: no
derived_from: [{model: example-7, how: distillation}]
"""


def test_the_example_is_in_scope_of_both_drafts(agister: Agister) -> None:
    out = agister("levy", "scope", EXAMPLE, "--instrument", "essay", "--on", "2027-06-01").out
    assert out.startswith(
        "assistant   essay, law of 2027-06-01   in scope\n  because: a commercial deployment of a generative model"
    )
    assert "  assistant   commercial: met   users or customers pay for it (direct consideration)" in out
    assert "fact: models[0].summary.public_datasets" in out
    assert "example-7-mini" not in out
    found = agister("levy", "scope", EXAMPLE, "--instrument", "model-act", "--on", "2027-06-01", "--json").object
    assert (found["scope"], found["presumed"], found["missing"]) == ("in_scope", False, [])
    assert [item["test"] for item in found["findings"]] == ["deployed", "commercial", "generative", "large", "public"]


def test_what_is_missing_is_named(agister: Agister, tmp_path: Path) -> None:
    path = tmp_path / "deployment.yaml"
    path.write_text(Path(EXAMPLE).read_text("utf-8").replace("paid: yes", "paid: not_answered"), "utf-8")
    out = agister("levy", "scope", str(path), "--instrument", "essay", "--on", "2027-06-01").out
    assert "essay, law of 2027-06-01   undetermined" in out
    assert "  missing: whether users or customers pay for it" in out


def test_a_model_by_itself_and_with_what_it_comes_from(agister: Agister, tmp_path: Path) -> None:
    path, parent = tmp_path / "tiny.yaml", tmp_path / "big.yaml"
    path.write_text(SMALL, "utf-8")
    options = ("--instrument", "essay", "--on", "2027-06-01")
    out = agister("levy", "scope", str(path), *options).out
    assert out.startswith("tiny   essay, law of 2027-06-01   undetermined")
    parent.write_text("schema: agister.levy.model/1\n{id: example-7}", "utf-8")
    assert "this is no YAML" in agister.refuses("levy", "scope", str(path), "--model", str(parent), *options)
    parent.write_text(
        "schema: agister.levy.model/1\nid: example-7\nname: Example 7\nprovider: Example AI\ngenerative: yes\n", "utf-8"
    )
    out = agister("levy", "scope", str(path), "--model", str(parent), *options).out
    assert out.startswith("tiny   essay, law of 2027-06-01   in scope, presumed")
    found = agister("levy", "scope", str(path), "--model", str(parent), *options, "--json").object
    assert (found["model"], found["outcome"]) == ("tiny", "presumed")


def test_refusals(agister: Agister, tmp_path: Path) -> None:
    assert "uk-dst lays down no scope test" in agister.refuses("levy", "scope", EXAMPLE, "--instrument", "uk-dst")
    assert "does not leave 'rate' open" in agister.refuses(
        "levy", "scope", EXAMPLE, "--instrument", "essay", "--set", "rate=1/2"
    )
    path = tmp_path / "x.yaml"
    path.write_text("schema: agister.levy.charter/1\n", "utf-8")
    assert "the file must say" in agister.refuses("levy", "scope", str(path), "--instrument", "essay")
