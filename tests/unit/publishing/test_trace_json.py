from __future__ import annotations

import json
from pathlib import Path

from agister.publishing.trace_json import statement_as_json, trace_as_json
from agister.rights import Offer, Preference, Statement, Usage
from agister.screening.policy import ScreeningPolicy
from agister.screening.trace import trace
from tests.indexes import SITES, index_of

POLICY = ScreeningPolicy(name="test", usage=Usage.TRAIN_AI, tokens=("gptbot",), reading="strict", digest="sha256:00")


def test_everything_that_led_to_a_decision(tmp_path: Path) -> None:
    index = index_of(tmp_path / "idx", SITES)
    found = trace_as_json(trace("https://Blocked.example:443/x", index=index, policy=POLICY, as_of="2031-02-01"))
    assert json.loads(json.dumps(found)) == found
    assert list(found) == [
        "url",
        "asset",
        "usage",
        "outcome",
        "outcome_before_law",
        "protocol",
        "statement",
        "because",
        "evidence",
        "answered_by",
        "redirected_to",
        "protocols",
        "seen",
        "page_looked_at",
        "not_looked_at",
        "licence",
        "law",
        "policy",
        "as_of",
    ]
    assert (found["url"], found["asset"]) == ("https://Blocked.example:443/x", "https://blocked.example/x")
    assert (found["outcome"], found["protocol"], found["statement"]) == ("reserved", "robots_txt", 0)
    assert found["because"]["quote"] == "Disallow: /"
    assert found["evidence"]["when"] == "2031-01-10T00:00:00+00:00"
    assert found["evidence"] in found["seen"]
    assert found["policy"] == {"name": "test", "digest": "sha256:00"}
    assert found["protocols"][0]["outcome"] == "reserved"
    assert found["as_of"] == "2031-02-01"


def test_nothing_observed(tmp_path: Path) -> None:
    found = trace_as_json(trace("https://nowhere.example/", index=index_of(tmp_path / "idx", SITES), policy=POLICY))
    assert (found["outcome"], found["because"], found["evidence"], found["seen"]) == ("unchecked", None, None, [])


def test_a_statement_with_its_offer() -> None:
    statement = Statement(
        protocol="tdmrep",
        usage=Usage.TDM,
        preference=Preference.DISALLOW,
        place="$[0]",
        quote="q",
        agents=("gptbot",),
        offer=Offer(url="https://a.example/p", kind="tdm-policy"),
    )
    assert statement_as_json(statement) == {
        "protocol": "tdmrep",
        "usage": "tdm",
        "preference": "disallow",
        "carrier": "",
        "place": "$[0]",
        "quote": "q",
        "scope": "origin",
        "pattern": "",
        "agents": ["gptbot"],
        "reading": "both",
        "standing": "said",
        "note": "",
        "offer": {"url": "https://a.example/p", "kind": "tdm-policy", "contact": "", "terms": ""},
    }
