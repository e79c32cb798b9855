"""What was not looked at, and notes that seem to say something else than the outcome."""

from __future__ import annotations

from pathlib import Path

import pytest

from agister.publishing.trace_words import not_looked_at, note_in_words, page_looked_at
from agister.rights import Offer, Preference, Statement, Usage
from agister.screening.trace import trace
from tests.screened_world import built, policy_file


@pytest.mark.parametrize(("path", "looked"), [("/a", True), ("/b", False)])
def test_a_page_is_looked_at_only_at_its_own_url(tmp_path: Path, path: str, looked: bool) -> None:
    found = trace(f"https://five.example{path}", index=built(tmp_path), policy=policy_file(tmp_path))
    assert page_looked_at(found) is looked
    assert not_looked_at(found) == (
        *(() if looked else ("headers and HTML of this URL",)),
        "/.well-known/tdmrep.json",
        "/ai.txt",
        "/.well-known/ai.txt",
        "/trust.txt",
        "/.well-known/trust.txt",
    )


@pytest.mark.parametrize(
    ("preference", "note", "words"),
    [
        (
            Preference.DISALLOW,
            "permits; payment training",
            "permits; payment training; not without a licence, so it is reserved",
        ),
        (Preference.DISALLOW, "by closed list", "by closed list"),
        (Preference.ALLOW, "permits; unpriced", "permits; unpriced"),
        (Preference.UNKNOWN, "association", "association; the document that it names was never observed"),
        (Preference.ALLOW, "", ""),
    ],
)
def test_a_note_says_why_it_leads_to_its_outcome(preference: Preference, note: str, words: str) -> None:
    statement = Statement(
        protocol="rsl", usage=Usage.TRAIN_AI, preference=preference, place="line 1", quote="x", note=note,
        offer=Offer(url="https://example.org/rsl.xml", kind="rsl"),
    )  # fmt: skip
    assert note_in_words(statement) == words
