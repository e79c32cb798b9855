"""What one changed choice does, counted by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from agister.publishing.index_part import IndexPart
from agister.publishing.output_pass import Row
from agister.publishing.policy_variants import effects_on, variants_of
from agister.screening.policy_file import parse_policy
from tests.screened_world import POLICY, URLS, built

RULES = parse_policy(POLICY.encode(), "policy.toml")
WRITTEN = [*["reserved"] * 2, "unknown", *["reserved"] * 3, "unreadable", "reserved", "unknown"]
WRITTEN += ["unreadable", "unknown", *["unchecked"] * 3, *["unreadable"] * 2]
SAMPLE = [Row(url, outcome, None, None, None) for url, outcome in zip(URLS, WRITTEN, strict=True)]
ORIGINS = [f"https://{name}.example" for name in ("one", "two", "three", "four", "five", "six", "seven", "nobody")]


def test_each_variant_changes_one_choice() -> None:
    found = {(v.key, v.now, v.other) for v in variants_of(RULES)}
    assert ("robots_txt.reading", "strict", "lenient") in found
    assert ("robots_txt.combine", "any", "all") in found
    assert ("malformed.intent", "unreadable", "reserve") in found
    assert ("origins.siblings", "none", "scheme, www") in found
    assert ("tdmrep.match", "first", "strictest") in found
    assert all(v.policy != RULES for v in variants_of(RULES))


def test_one_token_cannot_be_combined() -> None:
    one = parse_policy(POLICY.replace(', "ccbot"', "").encode(), "policy.toml")
    assert "robots_txt.combine" not in {v.key for v in variants_of(one)}


def test_effects(tmp_path: Path) -> None:
    part = IndexPart(built(tmp_path), ORIGINS)
    effects = effects_on(SAMPLE, part, RULES, as_of=None, own_times=False, excepted=False)
    assert (effects.rows, effects.kept, effects.confirmed) == (16, 3, 16)
    moved = {(e.key, e.other): (e.kept, e.moved, e.example) for e in effects.effects if e.moved}
    assert moved == {
        ("robots_txt.combine", "all"): (
            6,
            (("reserved", "unknown", 2), ("reserved", "permitted", 1)),
            "https://one.example/art/1.jpg",
        ),
        ("malformed.intent", "reserve"): (3, (("unreadable", "reserved", 1),), "https://four.example/y"),
        ("origins.siblings", "scheme, www"): (4, (("unchecked", "unknown", 1),), "http://seven.example/"),
        ("robots_txt.everyone", "ignored"): (5, (("reserved", "unknown", 2),), "https://two.example/"),
    }
    assert "x_robots_tag.noindex" in effects.unused
    assert "tdmrep.match" not in effects.unused
    assert "aipref.labels" in effects.unused, "a failed fetch is no statement of a protocol"


@pytest.mark.parametrize(("day", "confirmed"), [("2031-02-03", 16), ("2031-02-02", 5)])
def test_the_date_of_the_run_counts(tmp_path: Path, day: str, confirmed: int) -> None:
    part = IndexPart(built(tmp_path), ORIGINS)
    effects = effects_on(SAMPLE, part, RULES, as_of=day, own_times=False, excepted=False)
    assert effects.confirmed == confirmed


def test_own_times_count(tmp_path: Path) -> None:
    part = IndexPart(built(tmp_path), ORIGINS)
    url = "https://two.example/"
    early, late = Row(url, "unchecked", None, None, 0), Row(url, "reserved", None, None, 2**62)
    without = Row(url, "reserved", None, None, None)
    effects = effects_on([early, late, without], part, RULES, as_of=None, own_times=True, excepted=False)
    assert effects.confirmed == 3


def test_an_exception_of_the_run_holds_in_variants(tmp_path: Path) -> None:
    part = IndexPart(built(tmp_path), ORIGINS)
    excepted = [r._replace(outcome="excepted") if r.outcome == "reserved" else r for r in SAMPLE]
    effects = effects_on(excepted, part, RULES, as_of=None, own_times=False, excepted=True)
    assert (effects.kept, effects.confirmed) == (9, 16)
