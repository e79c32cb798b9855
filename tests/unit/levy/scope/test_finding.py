"""How findings are combined: what is not known is never taken for no."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest

from agister.levy.scope.finding import Outcome, ScopeFinding, all_of, any_of

#: What each outcome may turn out to be once everything is known.
MAY_BE = {
    Outcome.MET: (True,), Outcome.NOT_MET: (False,), Outcome.UNDETERMINED: (True, False), Outcome.PRESUMED: (True,),
}  # fmt: skip
TRIPLES = [tuple(item) for item in product(Outcome, repeat=3)]


def _worlds(outcomes: tuple[Outcome, ...]) -> Iterator[tuple[bool, ...]]:
    return product(*(MAY_BE[outcome] for outcome in outcomes))


@pytest.mark.parametrize("outcomes", TRIPLES, ids=lambda outcomes: "-".join(outcomes))
def test_a_settled_answer_holds_in_every_world_that_is_left(outcomes: tuple[Outcome, ...]) -> None:
    for together, combine in ((all_of(outcomes), all), (any_of(outcomes), any)):
        answers = {combine(world) for world in _worlds(outcomes)}
        if together in (Outcome.MET, Outcome.PRESUMED):
            assert answers == {True}
        elif together is Outcome.NOT_MET:
            assert answers == {False}
        else:
            assert answers == {True, False}


def test_a_presumption_is_carried_on() -> None:
    assert all_of((Outcome.MET, Outcome.PRESUMED)) is Outcome.PRESUMED
    assert any_of((Outcome.NOT_MET, Outcome.PRESUMED)) is Outcome.PRESUMED
    assert any_of((Outcome.MET, Outcome.PRESUMED)) is Outcome.MET


def test_nothing_at_all() -> None:
    assert all_of(()) is Outcome.MET
    assert any_of(()) is Outcome.NOT_MET


def test_a_finding_in_one_line() -> None:
    found = ScopeFinding(test="large", about="m", outcome=Outcome.NOT_MET, evidence="small", law="art. 2", place="x")
    assert str(found) == "large (m): not met — small"
