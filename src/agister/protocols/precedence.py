"""From panels to an answer: the readable evaluation that the compiled kernel must equal.

Also the one place that says what failed and malformed carriers lead to, alike for every protocol.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from agister.formats.path_pattern import matches
from agister.protocols.protocol import ReservationProtocol
from agister.rights import (
    RANK,
    Asset,
    NotCounted,
    Outcome,
    Panel,
    Question,
    Reading,
    Resolution,
    Rule,
    Rulebook,
    Standing,
    Statement,
    reserves,
)


def panels_of(protocol: ReservationProtocol, statements: Sequence[Statement], question: Question) -> tuple[Panel, ...]:
    """A protocol's panels, with one more for what could not be read or understood.

    FAILED is unreadable. UNCLEAR is unreadable, or reserved where the policy counts intent (`[malformed] intent`), if it
    could speak of the question's usage. What is addressed to agents of which the question names none speaks to somebody
    else.
    """
    said = [s for s in statements if s.standing is Standing.SAID]
    panels = protocol.order(said, question)
    unclear = Outcome.RESERVED if question.intent == "reserve" else Outcome.UNREADABLE
    asking = {token.lower() for token in question.tokens} | {"*"}
    flawed = [
        s
        for s in statements
        if s.standing is not Standing.SAID
        and (not s.agents or not asking.isdisjoint(s.agents))
        and (s.standing is Standing.FAILED or reserves(s.usage, question.usage))
    ]
    if not flawed:
        return panels
    books = tuple(
        Rulebook((Rule(s.pattern, unclear if s.standing is Standing.UNCLEAR else Outcome.UNREADABLE, s, s.fold_case),))
        for s in flawed
    )
    return (*panels, Panel(books, why="a more restrictive statement counts"))


def first_match(book: Rulebook, path: str) -> Rule | None:
    """The first rule whose pattern matches the path."""
    for rule in book.rules:
        if not rule.pattern or matches(rule.pattern, path, fold_case=rule.fold_case):
            return rule
    return None


def answer(panel: Panel, path: str) -> tuple[Outcome, Statement | None]:
    """Outcome of one panel and the statement that gives it. The first rulebook among equals is named."""
    if panel.guard is not None:
        guarded = first_match(panel.guard, path)
        if guarded is not None and guarded.outcome is Outcome.RESERVED:
            return Outcome.UNKNOWN, None
    best: tuple[Outcome, Statement | None] | None = None
    for book in panel.rulebooks:
        rule = first_match(book, path)
        found = (rule.outcome, rule.statement) if rule else (Outcome.UNKNOWN, None)
        if best is None:
            best = found
        elif panel.combine == "any" and RANK[found[0]] > RANK[best[0]]:
            best = found
        elif panel.combine == "all" and RANK[found[0]] < RANK[best[0]]:
            best = found
    return best or (Outcome.UNKNOWN, None)


def resolve(
    protocol: ReservationProtocol, statements: Sequence[Statement], asset: Asset, question: Question
) -> Resolution:
    """What one protocol says of an asset: outcome, the statement that counts, and why the others do not."""
    outcome, because, why = Outcome.UNKNOWN, None, ""
    panels = panels_of(protocol, statements, question)
    for panel in panels:
        found, statement = answer(panel, asset.path)
        if RANK[found] > RANK[outcome] or (because is None and statement is not None and found is outcome):
            outcome, because, why = found, statement, panel.why
    took_part = {id(rule.statement): panel.why for panel in panels for book in panel.rulebooks for rule in book.rules}
    not_counted = tuple(
        NotCounted(statement=s, why=_why_not(s, asset, question, took_part.get(id(s)), why))
        for s in statements
        if s is not because
    )
    return Resolution(outcome=outcome, because=because, not_counted=not_counted)


def readings_differ(
    protocol: ReservationProtocol, statements: Sequence[Statement], asset: Asset, question: Question
) -> bool:
    """Whether the strict and the lenient reading of robots.txt give this asset different outcomes under this protocol.
    Costs one look at each statement where the file has no deviation (nearly always)."""
    if all(s.reading is Reading.BOTH for s in statements):
        return False
    outcomes = {
        resolve(protocol, statements, asset, replace(question, reading=reading)).outcome
        for reading in (Reading.STRICT, Reading.LENIENT)
    }
    return len(outcomes) > 1


def _why_not(s: Statement, asset: Asset, question: Question, panel_why: str | None, why: str) -> str:
    """`panel_why`: the reason of the panel the statement took part in; None where it took part in none."""
    if s.pattern and not matches(s.pattern, asset.path, fold_case=s.fold_case):
        return "its pattern does not match this path"
    if s.reading.value not in ("both", question.reading.value):
        return f"stands only in the {s.reading.value} reading"
    if panel_why is not None:
        return panel_why or why or "a more restrictive statement counts"
    return "it does not speak of this use, of these agents, or of this carrier"
