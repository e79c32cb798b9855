from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agister.formats.robots_file import SIZE_LIMIT, Line, PathRule, cut_token, parse_robots, precedence, speaking

GOOD = b"# mine\nUser-agent: A\nuser-agent: b # too\n\nDisallow: /x\nAllow: /x/y\nContent-Signal: search=yes\n"


def kinds(body: bytes) -> list[tuple[str, str]]:
    return [(problem.kind, problem.place) for problem in parse_robots(body).problems]


def test_lines_groups_and_comments() -> None:
    robots = parse_robots(GOOD)
    (group,) = robots.strict
    assert list(group.agents) == ["a", "b"]
    assert group.values == [b"A", b"b"]
    assert group.first_line == 2
    assert group.rules == [PathRule(5, False, b"/x"), PathRule(6, True, b"/x/y")]
    assert group.others == [Line(7, "content-signal", b"search=yes")]
    assert robots.comments == [(1, "mine"), (3, "too")]
    assert [line.number for line in robots.lines] == [2, 3, 5, 6, 7]
    assert robots.problems == []
    assert robots.outside == []


def test_a_file_without_deviations_is_grouped_once() -> None:
    robots = parse_robots(GOOD)
    assert robots.lenient is robots.strict
    assert parse_robots(b"<html>\n<p>nothing here\n").lenient == []


@pytest.mark.parametrize(
    "body",
    [
        b"user agent: a\nDisallow: /",
        b"user-agent a\ndisallow /",
        b"User-agent: a1\nDisallow: /",
        b"User-agent: a, b\nDisallow: /",
        b"User-agent: a Disallow: /",
        b"User-agent: a\nDisallow: /x Disallow: /y",
        b"Disallow: /",
    ],
)
def test_a_file_with_deviations_is_grouped_twice(body: bytes) -> None:
    robots = parse_robots(body)
    assert robots.lenient is not robots.strict
    assert robots.groups("lenient") is robots.lenient
    assert robots.groups("strict") is robots.strict


def test_readings_that_come_to_the_same_are_one() -> None:
    for body in (b"User-agent: a b\nDisallow: /", b"User-agent: a/1.0\n", b"User-agent: a\n  # or: Disallow: /\n"):
        robots = parse_robots(body)
        assert robots.lenient is robots.strict


def test_rules_before_any_agent_are_everybodys_in_the_lenient_reading() -> None:
    robots = parse_robots(b"Disallow: /a\nContent-Signal: ai-train=no\nAllow: /b\nUser-agent: a\nDisallow: /c")
    assert [(list(group.agents), group.rules) for group in robots.lenient] == [
        (["*"], [PathRule(1, False, b"/a"), PathRule(3, True, b"/b")]),
        (["a"], [PathRule(5, False, b"/c")]),
    ]
    assert [list(group.agents) for group in robots.strict] == [["a"]]
    assert robots.outside == [Line(2, "content-signal", b"ai-train=no")]
    assert not any(group.others for group in robots.lenient)


def test_lost_line_breaks_are_put_back_in_the_lenient_reading() -> None:
    body = b"User-agent: * Disallow: /a Sitemap: https://e.org/s.xml\nAllow: /a/b"
    robots = parse_robots(body)
    (group,) = robots.lenient
    assert list(group.agents) == ["*"]
    assert group.rules == [PathRule(1, False, b"/a"), PathRule(2, True, b"/a/b")]
    assert group.others == [Line(1, "sitemap", b"https://e.org/s.xml")]
    assert [list(group.rules) for group in robots.strict] == [[PathRule(2, True, b"/a/b")]]
    assert kinds(body) == [("robots-joined-lines", "line 1")]


def test_lines_outside_any_group() -> None:
    robots = parse_robots(b"License: https://e.org/l.xml\nDisallow: /\nUser-agent: a\nSitemap: /s\n")
    assert robots.outside == [Line(1, "license", b"https://e.org/l.xml")]
    assert kinds(b"Disallow: /\nUser-agent: a\n") == [("robots-rule-outside-group", "line 1")]


@pytest.mark.parametrize(
    ("value", "token"),
    [
        (b"GPTBot", "gptbot"),
        (b"GPTBot/1.0", "gptbot"),
        (b"Google-Extended 2", "google-extended"),
        (b"img2dataset", "img"),
        (b"*", "*"),
        (b"* all", "*"),
        (b"*bot", ""),
        (b"2bot", ""),
        (b"", ""),
        (b"\xe9", ""),
    ],
)
def test_token_is_cut_where_it_can_be_none(value: bytes, token: str) -> None:
    assert cut_token(value) == token


def test_problems_of_agents() -> None:
    assert kinds(b"User-agent:\nUser-agent: a, b\nUser-agent: a1\nUser-agent: * all") == [
        ("robots-empty-agent", "line 1"),
        ("robots-agent-list", "line 2"),
        ("robots-illegal-token", "line 3"),
    ]


def test_problems_of_a_kind_are_capped() -> None:
    assert len(parse_robots(b"User-agent: a1\n" * 1000).problems) == 20


def test_too_large_a_file_is_cut_and_says_so() -> None:
    body = b"User-agent: a\nDisallow: /x\n".ljust(SIZE_LIMIT, b"#") + b"\nDisallow: /y"
    robots = parse_robots(body)
    assert [rule.value for rule in robots.strict[0].rules] == [b"/x"]
    assert kinds(body) == [("robots-too-large", "file")]


def test_utf16_is_understood_in_the_lenient_reading_alone() -> None:
    for codec in ("utf-16-le", "utf-16-be"):
        body = "\ufeffUser-agent: a\nDisallow: /é".encode(codec)
        robots = parse_robots(body)
        assert [group.rules for group in robots.lenient] == [[PathRule(2, False, "/é".encode())]]
        assert not any(group.rules for group in robots.strict)
        assert robots.problems[0].kind == "robots-utf16"
        unmarked = parse_robots(body[2:])
        assert (unmarked.lenient, unmarked.strict, unmarked.problems) == (robots.lenient, [], robots.problems)


def test_own_groups_speak_before_everybodys() -> None:
    named = {"*": [1], "a": [2], "b": []}
    assert speaking(named, "A") == [2]
    assert speaking(named, "b") == []
    assert speaking(named, "c") == [1]
    assert speaking(named, "c", everyone=False) == []
    assert speaking(named, "*", everyone=False) == [1]
    assert speaking({}, "c") == []


def test_longest_first_and_allow_before_disallow() -> None:
    rules = [("/a", False), ("/ab", False), ("/a", True)]
    assert sorted(rules, key=lambda rule: precedence(*rule)) == [("/ab", False), ("/a", True), ("/a", False)]


@given(
    st.binary()
    | st.lists(st.sampled_from([*GOOD.splitlines(), b"disalow: /", b"a,b", b"\xff\xfe", b"#"])).map(b"\n".join)
)
def test_never_raises_and_numbers_lines_in_order(body: bytes) -> None:
    robots = parse_robots(body)
    numbers = [line.number for line in robots.lines]
    assert numbers == sorted(set(numbers))
    for reading in ("strict", "lenient"):
        for group in robots.groups(reading):
            assert group.values or list(group.agents) == ["*"]


@pytest.mark.parametrize(
    "body",
    [
        b"Disallow: /" + b"a" * 2_000_000,
        b"\n" * 2_000_000,
        b":\n" * 1_000_000,
        b"".join(b"User-agent: bot%d\n" % n for n in range(10_000)) + b"Disallow: /x\n" * 38_000,
        b"user agent a\n" * 100_000,
        b"a " * 1_000_000,
        b"a:b," * 500_000,
        b"a" + b" " * 1_000_000 + b"b c",
        b"a a" + b"= " * 500_000,
        b"User-agent: " + b"a," * 500_000,
        b"User-agent: " + b"a Allow: /" * 200_000,
        b"User-agent: " + b"abot " * 400_000,
        b"".join(b"disalow%d: /\n" % n for n in range(100_000)),
        b"".join(b"%s: /\n" % bytes(97 + (n >> shift) % 26 for shift in range(9)) for n in range(100_000)),
    ],
    ids=[
        "one line",
        "million lines",
        "million keys",
        "agents and rules",
        "misspelled",
        "words",
        "no end",
        "blanks",
        "equals",
        "list",
        "joined",
        "names",
        "nearly right keys",
        "keys of nine letters",
    ],
)
def test_hostile_files_are_read_in_one_pass(body: bytes) -> None:
    robots = parse_robots(body)
    assert len(robots.problems) < 200
