"""One protocol reserves what another permits."""

from __future__ import annotations

from pathlib import Path

from agister.publishing.index_part import IndexPart
from agister.publishing.output_pass import Row
from agister.publishing.signal_conflicts import Conflict, Conflicts, Voice, conflicts_among
from agister.rights import Outcome
from agister.screening.policy_file import parse_policy
from tests.screened_world import POLICY, URLS, built

RULES = parse_policy(POLICY.encode(), "policy.toml")
SAMPLE = [Row(url, "", None, None, None) for url in URLS]
ORIGINS = [f"https://{name}.example" for name in ("one", "two", "three", "four", "five", "six", "seven")]


def test_found_with_the_words_of_both(tmp_path: Path) -> None:
    found = conflicts_among(SAMPLE, IndexPart(built(tmp_path), ORIGINS), RULES, as_of=None)
    assert found == Conflicts(
        origins=7,
        pairs=(("robots_txt", "trust_txt", 1),),
        examples=(
            Conflict(
                url="https://three.example/x",
                reserves=Voice(
                    protocol="robots_txt",
                    outcome=Outcome.RESERVED,
                    words="robots.txt  line 2  Disallow: /",
                    statement=5,
                ),
                permits=Voice(
                    protocol="trust_txt",
                    outcome=Outcome.PERMITTED,
                    words="trust.txt  line 1  datatrainingallowed=yes",
                    statement=6,
                ),
            ),
        ),
    )


def test_none_before_anything_was_said(tmp_path: Path) -> None:
    found = conflicts_among(SAMPLE, IndexPart(built(tmp_path), ORIGINS), RULES, as_of="2000-01-01")
    assert found == Conflicts(origins=7, pairs=(), examples=())
