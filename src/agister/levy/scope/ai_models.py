"""Whether an AI model is one that the levy is about: generative, trained on large amounts of publicly available content, or derived
from one that is (levy.md 5.5.1, 5.7).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from agister.errors import LevyError
from agister.levy.instrument import Schedule
from agister.levy.scope.declared import AIModel
from agister.levy.scope.finding import Outcome, ScopeFinding, all_of, any_of
from agister.levy.scope.trained import generative, large, public


@dataclass(frozen=True, slots=True, kw_only=True)
class AIModelScope:
    """What was found about one model."""

    id: str
    outcome: Outcome
    trained: Outcome
    """Whether it was trained on large amounts of publicly available content, or comes from one that was; generative or not."""
    findings: tuple[ScopeFinding, ...]


def scopes_of(
    models: Sequence[AIModel], schedule: Schedule, on: date, place: str = "models"
) -> dict[str, AIModelScope]:
    """Every model's scope, those it comes from first.

    Raises `LevyError` where two models have one id or a model comes from itself, directly or around a corner.
    """
    known: dict[str, tuple[int, AIModel]] = {}
    for number, item in enumerate(models):
        if item.id in known:
            raise LevyError(f"the model {item.id!r} stands twice: give each its own id")
        known[item.id] = (number, item)
    found: dict[str, AIModelScope] = {}
    for name in _parents_first(known):
        number, item = known[name]
        found[name] = _scope(item, schedule, on, found, f"{place}[{number}]")
    return found


def _parents_first(known: Mapping[str, tuple[int, AIModel]]) -> list[str]:
    """An order in which each model comes after those that it comes from. Without recursion: chains may be long."""
    order: list[str] = []
    state: dict[str, int] = {}
    for first in known:
        stack = [(first, iter(known[first][1].parents))]
        if state.get(first):
            continue
        state[first] = 1
        while stack:
            name, parents = stack[-1]
            for parent in parents:
                if parent not in known or state.get(parent) == 2:
                    continue
                if state.get(parent) == 1:
                    raise LevyError(f"the model {parent!r} comes from itself through {name!r}: correct `derived_from`")
                state[parent] = 1
                stack.append((parent, iter(known[parent][1].parents)))
                break
            else:
                state[name] = 2
                order.append(name)
                stack.pop()
    return order


def _scope(item: AIModel, schedule: Schedule, on: date, known: Mapping[str, AIModelScope], place: str) -> AIModelScope:
    own = (large(item, schedule, on, place), public(item, schedule, on, place))
    generates, derived = generative(item, place), _derived(item, known, place)
    trained = any_of((all_of(finding.outcome for finding in own), *(finding.outcome for finding in derived)))
    return AIModelScope(
        id=item.id,
        outcome=all_of((generates.outcome, trained)),
        trained=trained,
        findings=(generates, *own, *derived),
    )


def _derived(item: AIModel, known: Mapping[str, AIModelScope], place: str) -> tuple[ScopeFinding, ...]:
    """One finding for each model that it comes from: scope follows, whatever its own summary says."""
    found = []
    for parent, how in item.parents.items():
        scope = known.get(parent)
        outcome = Outcome.UNDETERMINED if scope is None else scope.trained
        words = {
            Outcome.MET: "was trained on large amounts of publicly available content",
            Outcome.PRESUMED: "is presumed to be trained on large amounts of publicly available content",
            Outcome.NOT_MET: "was not trained on large amounts of publicly available content",
            Outcome.UNDETERMINED: "is undetermined" if scope is not None else "is not described here",
        }
        evidence = f"{how} of {parent}, which {words[outcome]}"
        found.append(
            ScopeFinding(
                test="derived",
                about=item.id,
                outcome=outcome,
                evidence=evidence,
                law="scope follows derivation: a model made from one in scope is in scope",
                place=f"{place}.derived_from",
                missing=(f"what {parent} was trained on",) if outcome is Outcome.UNDETERMINED else (),
            )
        )
    return tuple(found)
