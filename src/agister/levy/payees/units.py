"""Whether what applies is a collection or an effort, or a single work, a rightholder or a society's repertoire in its clothes.

How one tells: by what it declares itself to be, by four questions whose answers are kept in the journal, by its legal form, and by
identifiers that only single works and rightholders carry. Answers that contradict the declared unit count against it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from agister.levy.charter.charter import Charter, PurposeKind
from agister.levy.charter.single_works import single_work
from agister.levy.payees.payee import Unit

#: Units that every charter may pay.
_ALWAYS = (Unit.COLLECTION, Unit.EFFORT, Unit.HOST)
#: Further units, and the purposes that let a charter other than the essay's pay them.
_FOR: dict[Unit, PurposeKind] = {
    Unit.SOCIETY: PurposeKind.CREATORS,
    Unit.OUTLET: PurposeKind.PUBLIC_INTEREST_MEDIA,
    Unit.RESIDENTS: PurposeKind.DIVIDEND,
}
_SOCIETY = re.compile(
    r"collective management|collecting society|verwertungsgesellschaft|société de gestion collective"
    r"|organisme de gestion collective|entidad de gestión|rights management organi[sz]ation",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What an applicant says of itself."""

    name: str
    unit: Unit
    legal_form: str
    works: int | None
    """Number of works that it keeps; None: it keeps none."""
    open_to_all: bool
    """Anybody may use what it keeps or does."""
    pays_rightholders: bool
    """It passes money on for the use of particular works."""
    administers_repertoire: bool
    """It manages rights for those who own them."""


def unit_problems(charter: Charter, purposes: Sequence[PurposeKind], answers: Answers) -> tuple[str, ...]:
    """Why the charter cannot pay what applies; empty where it can."""
    found = []
    unit = answers.unit
    if what := single_work(answers.name):
        found.append(f"its name is {what}")
    if charter.essay:
        if unit not in _ALWAYS:
            found.append(f"it is a {_words(unit)}; under the act essay payees are collections and efforts")
        if answers.administers_repertoire or _SOCIETY.search(answers.legal_form):
            found.append("it administers a repertoire for rightholders, which is a society's and not the commons'")
        if answers.pays_rightholders:
            found.append(
                "it passes money on for the use of particular works, so its payees would be their rightholders"
            )
    elif unit not in _ALWAYS:
        needed = _FOR.get(unit)
        if needed is None:
            found.append(
                f"it is a {_words(unit)}; no key is drawn by single works or rightholders: apply as or through a society"
            )
        elif needed not in purposes:
            found.append(f"it is a {_words(unit)}, which the charter pays only for a purpose of the kind {needed}")
    if unit is Unit.COLLECTION:
        if answers.works is None or answers.works < 2:
            found.append("it is called a collection but keeps fewer than two works")
        if not answers.open_to_all:
            found.append("what it keeps is not open to all, so it is no part of the commons")
    elif unit is Unit.EFFORT and not answers.open_to_all:
        found.append("its effort is not open to all, so it benefits somebody and not humanity")
    return tuple(found)


def _words(unit: Unit) -> str:
    return unit.replace("_", " ")
