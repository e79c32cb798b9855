"""What a summary says, and where it contradicts itself."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from agister.levy.scope import Answer, Modality, TrainingSummary, contradictions
from agister.levy.scope.summary import QUESTIONS

ON = date(2027, 6, 1)


def _summary(**changes: Any) -> TrainingSummary:
    said: dict[str, Any] = {
        "link": "https://example.org/s", "digest": "", "day": date(2026, 6, 26),
        "sizes": ((Modality.TEXT, "More than 10 trillion tokens"),), "answers": {"crawled": Answer.YES},
    }  # fmt: skip
    return TrainingSummary(**{**said, **changes})


def test_what_was_not_answered_is_not_no() -> None:
    assert _summary().answer("crawled") is Answer.YES
    assert _summary().answer("public_datasets") is Answer.NOT_ANSWERED


def test_a_sound_summary_does_not_contradict_itself() -> None:
    assert contradictions(_summary(), ON) == {}


@pytest.mark.parametrize(
    ("changes", "at", "reason"),
    [
        ({"answers": {"crawled": Answer.NO}, "crawlers": ("ExampleBot",)}, "crawled", "section 2.3 says no and names ExampleBot"),
        (
            {"answers": {"public_datasets": Answer.NO}, "public_names": ("Common Crawl",)},
            "public_datasets",
            "section 2.1 says no and lists Common Crawl",
        ),
        ({"answers": {"synthetic": Answer.NO}, "made_by": ("m",)}, "synthetic", "section 2.5 says no and names m"),
        ({"answers": dict.fromkeys(QUESTIONS, Answer.NO)}, "crawled", "sections 2.1 to 2.6 all say no"),
        ({"day": date(2027, 6, 2)}, "sizes", "it is dated 2027-06-02, after 2027-06-01"),
        (
            {"sizes": ((Modality.TEXT, "Less than 1 billion tokens"), (Modality.TEXT, "More than 10 trillion tokens"))},
            "sizes",
            "section 1.3 gives two sizes for text",
        ),
    ],
)  # fmt: skip
def test_contradictions(changes: dict[str, Any], at: str, reason: str) -> None:
    assert reason in contradictions(_summary(**changes), ON)[at]


def test_two_sizes_of_one_kind_are_none() -> None:
    twice = ((Modality.TEXT, "Less than 1 billion tokens"), (Modality.TEXT, "More than 10 trillion tokens"))
    assert _summary(sizes=twice).ranges() == {Modality.TEXT: None}
    same = ((Modality.TEXT, "Less than 1 billion tokens"), (Modality.TEXT, "less than 1 billion tokens"))
    assert _summary(sizes=same).ranges()[Modality.TEXT] is not None
