"""Models and what they come from; the vectors are in conformance/levies/scope/models.json."""

from __future__ import annotations

from datetime import date

import pytest

from agister.errors import LevyError
from agister.levy.instrument_file import shipped_instruments
from agister.levy.scope import AIModel, Answer, Derivation, Outcome, scope_terms, scopes_of

ON = date(2027, 6, 1)
TERMS = scope_terms(shipped_instruments()["model-act"], ON)


def _chain(length: int, *, loop: bool = False) -> list[AIModel]:
    """m0 ← m1 ← m2 …, the last one first."""
    before = {number: f"m{number - 1}" for number in range(1, length)} | ({0: f"m{length - 1}"} if loop else {})
    return [
        AIModel(
            id=f"m{number}",
            name="M",
            provider="P",
            generative=Answer.YES,
            derived_from=((before[number], Derivation.DISTILLATION),) if number in before else (),
        )
        for number in reversed(range(length))
    ]


def test_a_long_chain_is_followed_to_its_end() -> None:
    scopes = scopes_of(_chain(5000), TERMS, ON)
    assert len(scopes) == 5000
    assert scopes["m4999"].outcome is Outcome.PRESUMED


def test_a_long_loop_is_refused() -> None:
    with pytest.raises(LevyError, match="comes from itself through"):
        scopes_of(_chain(5000, loop=True), TERMS, ON)


def test_a_derived_finding_names_the_model_and_how() -> None:
    child, parent = _chain(2)
    found = scopes_of([child, parent], TERMS, ON)["m1"]
    assert found.findings[-1].evidence == (
        "distillation of m0, which is presumed to be trained on large amounts of publicly available content"
    )
    assert found.findings[-1].place == "models[0].derived_from"


def test_two_that_share_a_parent_are_no_loop() -> None:
    both = AIModel(
        id="c", name="C", provider="P", generative=Answer.YES,
        derived_from=(("a", Derivation.MERGE), ("b", Derivation.MERGE)),
    )  # fmt: skip
    one = AIModel(id="a", name="A", provider="P", generative=Answer.YES, derived_from=(("p", Derivation.FINE_TUNING),))
    other = AIModel(
        id="b", name="B", provider="P", generative=Answer.YES, derived_from=(("p", Derivation.FINE_TUNING),)
    )
    parent = AIModel(id="p", name="P", provider="P", generative=Answer.NO)
    assert list(scopes_of([both, one, other, parent], TERMS, ON)) == ["p", "a", "b", "c"]
