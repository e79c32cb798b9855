"""The tests of one model by itself: generative, large, public, each from its summary or, without one, by the presumption of the act
(levy.md 5.5.1).
"""

from __future__ import annotations

from datetime import date

from agister.levy.instrument import DatedValue, Schedule
from agister.levy.scope.declared import AIModel
from agister.levy.scope.finding import Outcome, ScopeFinding, any_of
from agister.levy.scope.size import UNITS, Modality
from agister.levy.scope.summary import QUESTIONS, Answer, contradictions

#: Value of an act → kind of content whose threshold it is.
THRESHOLDS = {f"scope_large_{modality}": modality for modality in UNITS}
PRESUMPTION = "scope_presumption"
_GROUND = "AI Act Art. 53(1)(d), template"


def generative(item: AIModel, place: str) -> ScopeFinding:
    outcome = {Answer.YES: Outcome.MET, Answer.NO: Outcome.NOT_MET}.get(item.generative, Outcome.UNDETERMINED)
    return ScopeFinding(
        test="generative",
        about=item.id,
        outcome=outcome,
        evidence=f"declared: {item.generative.replace('_', ' ')}",
        law="scope of the act: generative AI",
        place=f"{place}.generative",
        missing=(f"whether {item.id} generates content",) if outcome is Outcome.UNDETERMINED else (),
    )


def large(item: AIModel, schedule: Schedule, on: date, place: str) -> ScopeFinding:
    if item.summary is None:
        return _without_summary(item, schedule, "large", place)
    ranges, wrong = item.summary.ranges(), contradictions(item.summary, on)
    outcomes: list[tuple[Outcome, str, DatedValue | None]] = []
    for name, modality in THRESHOLDS.items():
        if modality not in ranges:
            continue
        value, size = schedule.find(name), ranges[modality]
        written = next(text for kind, text in item.summary.sizes if kind is modality)
        if value is None:
            outcomes.append((Outcome.UNDETERMINED, f"the act names no threshold for {modality}", None))
        elif size is None or "sizes" in wrong:
            why = wrong.get("sizes") or f"{written!r} is no size in {UNITS[modality]}"
            outcomes.append((Outcome.UNDETERMINED, f"{modality}: {why}", value))
        else:
            threshold = schedule.fraction(name)
            text = f"{modality}: {written!r} against at least {int(threshold):,} {UNITS[modality]}"
            outcomes.append((size.reaches(int(threshold)), text, value))
    if Modality.OTHER in ranges:
        outcomes.append((Outcome.UNDETERMINED, "other content has no threshold", None))
    together = any_of(outcome for outcome, _, _ in outcomes) if outcomes else Outcome.UNDETERMINED
    shown = next((entry for entry in outcomes if entry[0] is together), None)
    evidence = shown[1] if shown else "section 1.3 states no size"
    value = shown[2] if shown else None
    return _settled(
        item, schedule, "large", together, f"{evidence} (summary of {item.summary.day}, section 1.3)",
        value.law if value else _GROUND, f"{place}.summary.sizes", f"the size of the training data of {item.id}, by kind of content",
    )  # fmt: skip


def public(item: AIModel, schedule: Schedule, on: date, place: str) -> ScopeFinding:
    if item.summary is None:
        return _without_summary(item, schedule, "public", place)
    wrong = contradictions(item.summary, on)
    outcomes: list[tuple[Outcome, str, str]] = []
    for question in ("public_datasets", "crawled"):
        section, what = QUESTIONS[question]
        answer = item.summary.answer(question)
        if question in wrong:
            outcomes.append((Outcome.UNDETERMINED, wrong[question], question))
        elif answer in (Answer.YES, Answer.NO):
            settled = Outcome.MET if answer is Answer.YES else Outcome.NOT_MET
            said = f"yes, {what}" if settled is Outcome.MET else "no"
            outcomes.append((settled, f"section {section}: {said}", question))
        else:
            outcomes.append((Outcome.UNDETERMINED, f"section {section}: {answer.replace('_', ' ')}", question))
    together = any_of(outcome for outcome, _, _ in outcomes)
    shown = [entry for entry in outcomes if entry[0] is together]
    evidence = "; ".join(text for _, text, _ in shown)
    return _settled(
        item, schedule, "public", together, f"{evidence} (summary of {item.summary.day})",
        f"{_GROUND} sections 2.1 and 2.3", f"{place}.summary.{shown[0][2]}",
        f"whether publicly available datasets or crawlers were used for {item.id}",
    )  # fmt: skip


def _settled(
    item: AIModel, schedule: Schedule, test: str, outcome: Outcome, evidence: str, law: str, place: str, missing: str
) -> ScopeFinding:
    """A finding from a summary; where it settles nothing, the presumption of the act if it reaches so far."""
    presumption = schedule.find(PRESUMPTION)
    if outcome is Outcome.UNDETERMINED and presumption is not None and presumption.value == "without_answer":
        return ScopeFinding(
            test=test, about=item.id, outcome=Outcome.PRESUMED, law=presumption.law, place=place,
            evidence=f"presumed, because the summary settles nothing: {evidence}",
        )  # fmt: skip
    return ScopeFinding(
        test=test, about=item.id, outcome=outcome, evidence=evidence, law=law, place=place,
        missing=(missing,) if outcome is Outcome.UNDETERMINED else (),
    )  # fmt: skip


def _without_summary(item: AIModel, schedule: Schedule, test: str, place: str) -> ScopeFinding:
    presumption = schedule.find(PRESUMPTION)
    rebuttal = item.rebuttal
    said = None if rebuttal is None else rebuttal.large if test == "large" else rebuttal.public
    if rebuttal is not None and said in (Answer.YES, Answer.NO):
        outcome = Outcome.NOT_MET if said is Answer.NO else Outcome.MET
        return ScopeFinding(
            test=test, about=item.id, outcome=outcome, place=f"{place}.rebuttal.{test}",
            evidence=f"no summary; shown otherwise: {rebuttal.evidence} ({rebuttal.digest[:15]}…, accepted by {rebuttal.accepted_by})",
            law=presumption.law if presumption else _GROUND,
        )  # fmt: skip
    if presumption is not None and presumption.value in ("without_summary", "without_answer"):
        return ScopeFinding(
            test=test, about=item.id, outcome=Outcome.PRESUMED, law=presumption.law, place=f"{place}.summary",
            evidence="presumed: no summary of training content was published; evidence to the contrary is heard",
        )  # fmt: skip
    return ScopeFinding(
        test=test, about=item.id, outcome=Outcome.UNDETERMINED, law=_GROUND, place=f"{place}.summary",
        evidence="no summary of training content was published", missing=(f"the summary of training content of {item.id}",),
    )  # fmt: skip
