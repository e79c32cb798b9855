"""The public summary of training content (AI Act Art. 53(1)(d)), as far as scope asks: what it answers, and where it contradicts itself.

Numbers of sections are those of the Commission's template, as found in summaries that providers published in 2025 and 2026.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from agister.levy.scope.size import Modality, SizeRange, read_size


class Answer(StrEnum):
    """What a summary says to a question."""

    YES = "yes"
    NO = "no"
    OTHER = "other"
    """Neither box, or both, with an explanation that settles nothing."""
    NOT_ANSWERED = "not_answered"


#: Question → its section in the template and what it asks.
QUESTIONS: Mapping[str, tuple[str, str]] = {
    "public_datasets": ("2.1", "publicly available datasets were used"),
    "licensed": ("2.2.1", "datasets were licensed by rightholders or their representatives"),
    "private_datasets": ("2.2.2", "private datasets came from other third parties"),
    "crawled": ("2.3", "crawlers were used by the provider or on its behalf"),
    "user_inputs": ("2.4", "what users give the model was used"),
    "user_services": ("2.4", "what users do in the provider's other services was used"),
    "synthetic": ("2.5", "synthetic data was made by AI"),
    "other_sources": ("2.6", "other sources were used"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingSummary:
    """A summary, as published."""

    link: str
    digest: str
    """`sha256:…` of the file that was read; empty where it was not kept."""
    day: date
    """Of its last update."""
    sizes: tuple[tuple[Modality, str], ...]
    """1.3: kind of content and its size, as written."""
    answers: Mapping[str, Answer]
    """Of `QUESTIONS`; what is not there was not answered."""
    public_names: tuple[str, ...] = ()
    """2.1: publicly available datasets that it lists."""
    crawlers: tuple[str, ...] = ()
    """2.3: crawlers that it names."""
    made_by: tuple[str, ...] = ()
    """2.5: models that made the synthetic data."""

    def answer(self, question: str) -> Answer:
        """What it says to a question."""
        return self.answers.get(question, Answer.NOT_ANSWERED)

    def ranges(self) -> dict[Modality, SizeRange | None]:
        """The range of each kind of content; None where it cannot be read or two are given."""
        found: dict[Modality, SizeRange | None] = {}
        for modality, text in self.sizes:
            size = read_size(text, modality)
            found[modality] = size if modality not in found or found[modality] == size else None
        return found


def contradictions(summary: TrainingSummary, on: date) -> dict[str, str]:
    """Question or `sizes` → how the summary contradicts itself there. What contradicts itself settles nothing."""
    return dict(_contradictions(summary, on))


def _contradictions(summary: TrainingSummary, on: date) -> Iterator[tuple[str, str]]:
    for question, names, what in (
        ("public_datasets", summary.public_names, "lists"),
        ("crawled", summary.crawlers, "names"),
        ("synthetic", summary.made_by, "names"),
    ):
        if names and summary.answer(question) is Answer.NO:
            yield question, f"section {QUESTIONS[question][0]} says no and {what} {', '.join(names[:3])}"
    told: dict[Modality, str] = {}
    for modality, text in summary.sizes:
        if modality in told and told[modality] != text:
            yield "sizes", f"section 1.3 gives two sizes for {modality}: {told[modality]!r} and {text!r}"
        told[modality] = text
    if summary.sizes and all(summary.answer(question) is Answer.NO for question in QUESTIONS):
        for question in ("public_datasets", "crawled"):
            yield question, "sections 2.1 to 2.6 all say no, yet section 1.3 states training data"
    if summary.day > on:
        for question in ("public_datasets", "crawled", "sizes"):
            yield question, f"it is dated {summary.day}, after {on}"
