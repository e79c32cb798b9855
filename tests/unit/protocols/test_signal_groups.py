from __future__ import annotations

import pytest

from agister.formats.robots_txt import parse_robots
from agister.protocols.signal_groups import SignalGroups


@pytest.mark.parametrize(
    ("text", "number", "expected"),
    [
        ("User-agent: a\nUser-agent: b\nSignal: 1\nAllow: /\n", 3, ("a", "b")),
        ("User-agent: a\nSignal: 1\nUser-agent: b\nAllow: /\n", 2, ("a",)),
        ("User-agent: a\nSignal: 1\nUser-agent: b\nSignal: 2\n", 4, ("b",)),
        ("User-agent: a\nUser-agent: b\nSignal: 1\nSignal: 2\n", 4, ("a", "b")),
        ("User-agent: *\nAllow: /\n\nSignal: 1\n", 4, ("*",)),
    ],
)
def test_agents_to_whom_a_consent_speaks(text: str, number: int, expected: tuple[str, ...]) -> None:
    robots = parse_robots(text.encode())
    (group,) = robots.strict
    assert SignalGroups(robots, "signal").consenting(group, number, tuple(group.agents)) == expected


def test_the_whole_group_is_given_as_it_came() -> None:
    robots = parse_robots(b"User-agent: a\nSignal: 1\n")
    agents = ("a",)
    groups = SignalGroups(robots, "signal")
    assert groups.consenting(robots.strict[0], 2, agents) is agents
    assert groups.consenting(robots.strict[0], 99, agents) is agents
