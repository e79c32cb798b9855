"""Models as they are declared."""

from __future__ import annotations

from datetime import date

from agister.levy.scope import AIModel, Answer, Derivation, TrainingSummary


def test_a_model_comes_from_those_whose_outputs_it_was_trained_on() -> None:
    summary = TrainingSummary(
        link="x", digest="", day=date(2026, 1, 1), sizes=(), answers={}, made_by=("teacher", "parent")
    )
    found = AIModel(
        id="m",
        name="M",
        provider="P",
        generative=Answer.YES,
        derived_from=(("parent", Derivation.FINE_TUNING),),
        summary=summary,
    )
    assert found.parents == {"teacher": "outputs, section 2.5", "parent": "fine tuning"}


def test_a_model_from_nowhere() -> None:
    assert AIModel(id="m", name="M", provider="P", generative=Answer.YES).parents == {}
