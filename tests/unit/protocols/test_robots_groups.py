from __future__ import annotations

import pytest

from agister.formats.robots_file import parse_robots
from agister.protocols.robots_groups import chosen, tagged
from agister.rights import Preference, Reading, Statement, Usage


def rule(place: str, *agents: str, reading: Reading = Reading.BOTH) -> Statement:
    return Statement(
        protocol="robots_txt",
        usage=Usage.CRAWL,
        preference=Preference.DISALLOW,
        place=place,
        quote="",
        agents=agents,
        reading=reading,
    )


GPT = rule("line 2", "gptbot")
BOTH = rule("line 5", "gptbot", "ccbot")
STAR = rule("line 8", "*")
STRICT = rule("line 10", "ccbot", reading=Reading.STRICT)
LENIENT = rule("line 11", "ccbot", reading=Reading.LENIENT)
ALL = [GPT, BOTH, STAR, STRICT, LENIENT]


@pytest.mark.parametrize(
    ("tokens", "reading", "everyone", "expected"),
    [
        (("gptbot",), Reading.STRICT, True, [[GPT, BOTH]]),
        (("GPTBot",), Reading.STRICT, True, [[GPT, BOTH]]),
        (("ccbot",), Reading.STRICT, True, [[BOTH, STRICT]]),
        (("ccbot",), Reading.LENIENT, True, [[BOTH, LENIENT]]),
        (("claudebot",), Reading.STRICT, True, [[STAR]]),
        (("claudebot",), Reading.STRICT, False, [[]]),
        (("claudebot", "otherbot"), Reading.STRICT, True, [[STAR]]),
        (("*",), Reading.STRICT, False, [[STAR]]),
        (("gptbot", "ccbot", "claudebot"), Reading.STRICT, True, [[GPT, BOTH], [BOTH, STRICT], [STAR]]),
        (("gptbot", "claudebot"), Reading.STRICT, False, [[GPT, BOTH], []]),
        ((), Reading.STRICT, True, []),
    ],
)
def test_chosen(tokens: tuple[str, ...], reading: Reading, everyone: bool, expected: list[list[Statement]]) -> None:
    assert chosen(ALL, tokens, reading, everyone=everyone) == expected


def test_a_file_with_one_reading_gives_each_group_once() -> None:
    robots = parse_robots(b"User-agent: GPTBot\nDisallow: /a\n\nUser-agent: *\nDisallow: /b\n")
    assert [(tuple(group.agents), reading) for group, reading in tagged(robots)] == [
        (("gptbot",), Reading.BOTH),
        (("*",), Reading.BOTH),
    ]


def test_a_file_with_two_readings_gives_the_groups_of_each() -> None:
    robots = parse_robots(b"User-agent: GPTBot, CCBot\nDisallow: /\n")
    assert [(tuple(group.agents), reading) for group, reading in tagged(robots)] == [
        (("gptbot",), Reading.STRICT),
        (("gptbot", "ccbot"), Reading.LENIENT),
    ]


def test_ten_thousand_agents_on_ten_thousand_rules_stay_cheap() -> None:
    agents = tuple(f"bot{number}" for number in range(10_000))
    rules = [Statement(
        protocol="robots_txt", usage=Usage.CRAWL, preference=Preference.DISALLOW, place=f"line {n}", quote="",
        agents=agents,
    ) for n in range(10_000)]  # fmt: skip
    assert chosen(rules, ("bot9999",), Reading.STRICT) == [rules]
