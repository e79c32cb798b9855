"""Every real tdmrep.json at hand: what the program says of it is what a person says who reads it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from agister.protocols import resolve, tdmrep
from agister.protocols.seen import Seen
from agister.rights import Asset, Observation, Question, Usage
from tests.places import DATA, needs_data

FILE = DATA / "sites" / "tdmrep_instances.jsonl"

#: Repository → outcome for a page of the site, for what is not simply `[{"location": "/", "tdm-reservation": 1}]`.
UNUSUAL = {
    "hiroki-tamba-research/llm-judge-nondeterminism": ("unreadable", {"tdmrep-not-an-array", "tdmrep-nested-object"}),
    "justbeinguseful/oxyhelp-danmark": ("unreadable", {"tdmrep-not-an-array", "tdmrep-json-ld"}),
    "robarnoldio/robio-new": (
        "unreadable",
        {"tdmrep-not-an-array", "tdmrep-invented-policy", "tdmrep-wrong-place"},
    ),
    "tentaclequing/gianna-brachetti.com": ("reserved", {"tdmrep-location-no-slash"}),
    "vedangvatsa/vedang-website": (
        "unreadable",
        {"tdmrep-not-an-array", "tdmrep-bare-object", "tdmrep-location-missing"},
    ),
    "xlr8harder/xlr8harder.github.io": ("permitted", set()),
    "zhangshi0512/zhangshi0512.github.io": ("unreadable", {"tdmrep-not-an-array", "tdmrep-json-ld"}),
    "McJack3d/kleerer.io": ("permitted", {"tdmrep-hidden-rule"}),
    "Callie-Hope/tdmrep-calliehope": ("unreadable", {"tdmrep-not-an-array", "tdmrep-words-only", "tdmrep-wrong-place"}),
}


def instances() -> list[dict[str, Any]]:
    return [json.loads(line) for line in FILE.read_text("utf-8").splitlines()] if FILE.is_file() else []


@needs_data
def test_all_are_there() -> None:
    names = [instance["repo"] for instance in instances()]
    assert len(names) == 23
    assert set(UNUSUAL) <= set(names)


@needs_data
@pytest.mark.parametrize("instance", instances(), ids=lambda instance: instance["repo"])
def test_what_a_person_would_say(instance: dict[str, Any]) -> None:
    path = "/.well-known/tdmrep.json" if ".well-known/" in instance["path"] else "/tdmrep.json"
    body = instance["body"].encode()
    result = tdmrep.read(Seen(Observation(url="https://example.org" + path, status=200, body=body)))
    asset = Asset(origin="https://example.org", path="/a.html")
    found = resolve(tdmrep, result.statements, asset, Question(usage=Usage.TRAIN_AI))
    outcome, problems = UNUSUAL.get(instance["repo"], ("reserved", set()))
    assert found.outcome == outcome
    assert {problem.kind for problem in result.problems} == problems
    if outcome == "reserved" and "tdm-policy" in instance["body"]:
        assert found.because is not None
        assert found.because.offer is not None
        assert found.because.offer.url in instance["body"]
