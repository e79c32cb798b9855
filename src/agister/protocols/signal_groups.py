"""Whom a signal line in a robots.txt speaks to where it stands between two User-agent lines (ambiguity A19).

RFC 9309 §2.2.4 lets no other line interfere with its rules: `User-agent: a`, a signal, `User-agent: b` is one group of
two agents. By the grammar of AIPREF a signal is a rule, and the second User-agent line begins a new group. Both are
kept in mind: a refusal speaks to every agent of the group, a consent to those to whom it speaks under both readings.
"""

from __future__ import annotations

from agister.formats.robots_repair import lenient_tokens
from agister.formats.robots_txt import Group, RobotsFile, cut_token

#: What the site's operator is told.
BETWEEN_AGENTS = (
    "it stands between two User-agent lines, so it is unclear whom it addresses: a refusal is read for all of them, a "
    "consent only for those above it"
)
_RULE_KEYS = ("allow", "disallow")


class SignalGroups:
    """The agents of each signal line of one file, under the grammar in which it ends the list of agents."""

    def __init__(self, robots: RobotsFile, key: str) -> None:
        self._above: dict[int, frozenset[str]] = {}
        self._found: dict[tuple[int, int], tuple[str, ...]] = {}
        agents: set[str] = set()
        frozen: frozenset[str] | None = None
        closed = True
        for line in robots.lines:
            if line.key == "user-agent":
                if closed:
                    agents, closed = set(), False
                agents.update((cut_token(line.value), *lenient_tokens(line.value)))
                frozen = None
            elif line.key == key:
                # One set for all lines of a group: it may hold ten thousand agents.
                frozen = frozen or frozenset(agents)
                self._above[line.number] = frozen
                closed = True
            elif line.key in _RULE_KEYS:
                closed = True

    def consenting(self, group: Group, number: int, agents: tuple[str, ...]) -> tuple[str, ...]:
        """The agents of `group`, given as `agents`, to whom a consent in this line speaks: `agents` itself if all."""
        above = self._above.get(number)
        if above is None:
            return agents
        # Lines of one group share both objects, and the file keeps them alive: ten thousand agents are compared once.
        key = (id(above), id(group))
        if key not in self._found:
            narrower = tuple(agent for agent in agents if agent in above)
            self._found[key] = narrower if narrower and len(narrower) < len(agents) else agents
        return self._found[key]
