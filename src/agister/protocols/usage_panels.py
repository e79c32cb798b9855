"""Panels for usage signals that stand in robots.txt groups: shared by the protocols whose groups say what may be done.

A group answers for one agent, a policy may list many: what is refused to one of them is reserved under
`combine = "any"`, but a permission counts only where every listed agent has it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from agister.rights import Outcome, Panel, Rule, Rulebook


def usage_panels(
    books: Sequence[Rulebook],
    guards: Sequence[Rulebook | None] = (),
    *,
    combine: Literal["any", "all"],
    guard_reservations: bool = False,
    why: str,
) -> tuple[Panel, ...]:
    """Panels of one rulebook for each agent, which hold what its group says of one question.

    `guards` holds, for each rulebook, what its agent may not fetch. A permission never stands where the guard answers
    RESERVED; a reservation falls there only if `guard_reservations`. Where the guards of several agents differ, one
    panel cannot hold them all: then no permission is read, and under `combine = "all"` no reservation falls.
    """
    if not books:
        return ()
    guards = guards or [None] * len(books)
    alike = all(_key(guard) == _key(guards[0]) for guard in guards)
    reserving = [_without_permissions(book) for book in books]
    if not guard_reservations:
        panels = [Panel(tuple(reserving), combine=combine, why=why)]
    elif alike:
        panels = [Panel(tuple(reserving), combine=combine, guard=guards[0], why=why)]
    elif combine == "any":
        panels = [Panel((book,), guard=guard, why=why) for book, guard in zip(reserving, guards, strict=True)]
    else:
        panels = [Panel(tuple(reserving), combine=combine, why=why)]
    if alike and all(_permits(book) for book in books):
        panels.append(Panel(tuple(books), combine="all", guard=guards[0], why=why))
    return tuple(panels)


def _permits(book: Rulebook) -> bool:
    return any(rule.outcome is Outcome.PERMITTED for rule in book.rules)


def _without_permissions(book: Rulebook) -> Rulebook:
    if not _permits(book):
        return book
    return Rulebook(
        tuple(
            Rule(rule.pattern, Outcome.UNKNOWN, rule.statement, rule.fold_case)
            if rule.outcome is Outcome.PERMITTED
            else rule
            for rule in book.rules
        )
    )


def _key(guard: Rulebook | None) -> tuple[tuple[str, Outcome], ...] | None:
    """What makes two guards equal: patterns and outcomes, whatever line they stand in."""
    return None if guard is None else tuple((rule.pattern, rule.outcome) for rule in guard.rules)
