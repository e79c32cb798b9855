"""Choice of the group that speaks to an agent (RFC 9309 §2.2.1): shared by all that lives in robots.txt groups."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agister.formats.robots_txt import Group, RobotsFile, speaking
from agister.rights import Reading, Statement


def tagged(robots: RobotsFile) -> Iterator[tuple[Group, Reading]]:
    """All groups with the reading they stand under: BOTH once where the readings agree, else each reading's own."""
    if robots.lenient is robots.strict:
        for group in robots.strict:
            yield group, Reading.BOTH
        return
    for group in robots.strict:
        yield group, Reading.STRICT
    for group in robots.lenient:
        yield group, Reading.LENIENT


def chosen(
    statements: Sequence[Statement], tokens: Sequence[str], reading: Reading, *, everyone: bool = True
) -> list[list[Statement]]:
    """For each token the statements of all groups that name it, merged; where none does, those of `*` (if `everyone`).

    Equal choices are given once. Statements keep their source order; a token without any group gives an empty list, so
    that `combine = "all"` sees that nothing blocks it.
    """
    wanted = {token.lower() for token in tokens} | {"*"}
    named: dict[str, list[Statement]] = {}
    # Rules of one group share one tuple, and a hostile file may name ten thousand agents: look at each tuple once.
    relevant: dict[int, list[str]] = {}
    for statement in statements:
        if statement.reading is not Reading.BOTH and statement.reading is not reading:
            continue
        agents = relevant.get(id(statement.agents))
        if agents is None:
            agents = relevant[id(statement.agents)] = [agent for agent in statement.agents if agent in wanted]
        for agent in agents:
            named.setdefault(agent, []).append(statement)
    result: list[list[Statement]] = []
    seen: set[tuple[int, ...]] = set()
    # Most tokens have no group of their own and share one list: it need not be compared rule by rule.
    lists: set[int] = set()
    for token in tokens:
        picked = speaking(named, token, everyone=everyone)
        if picked and id(picked) in lists:
            continue
        lists.add(id(picked))
        key = tuple(map(id, picked))
        if key not in seen:
            seen.add(key)
            result.append(picked)
    return result
