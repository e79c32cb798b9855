from __future__ import annotations

from dataclasses import replace

import pytest

from agister.formats.reservation_intent import Flaw
from agister.formats.robots_txt import Line
from agister.protocols.protocol import NOTHING
from agister.protocols.signal_source import UNCLEAR_LIMIT, SignalReader, Source, mentions, misspelt
from agister.rights import Preference, Reading, Scope, Standing, Statement, Usage

LINE = Source(place="line 2", quote="Signal: x", carrier="robots.txt", agents=("a",), reading=Reading.STRICT)


def test_nothing_read_is_nothing() -> None:
    assert SignalReader("x").result() is NOTHING


def test_what_is_said_keeps_its_source() -> None:
    reader = SignalReader("x")
    reader.say(LINE, Usage.SEARCH, Preference.ALLOW, "note")
    assert reader.result().statements == (
        Statement(
            protocol="x",
            usage=Usage.SEARCH,
            preference=Preference.ALLOW,
            place="line 2",
            quote="Signal: x",
            scope=Scope.ORIGIN,
            agents=("a",),
            reading=Reading.STRICT,
            carrier="robots.txt",
            note="note",
        ),
    )


def test_a_flaw_is_a_problem_and_what_it_reserves_is_unclear() -> None:
    reader = SignalReader("x")
    reader.flaw(LINE, Flaw(kind="x-bad", message="bad", reserves=Usage.SEARCH), "§1")
    reader.flaw(LINE, Flaw(kind="x-bad", message="bad", reserves=Usage.SEARCH), "§1")
    reader.flaw(LINE, Flaw(kind="x-bad", message="bad", reserves=Usage.TDM), "§1")
    reader.flaw(LINE, Flaw(kind="x-odd", message="odd"), "§2")
    found = reader.result()
    assert [(p.kind, p.place, p.message, p.clause) for p in found.problems] == [
        ("x-bad", "line 2", "bad", "§1"),
        ("x-odd", "line 2", "odd", "§2"),
    ]
    assert [(s.usage, s.standing, s.reading, s.preference) for s in found.statements] == [
        (Usage.SEARCH, Standing.UNCLEAR, Reading.BOTH, Preference.DISALLOW),
        (Usage.TDM, Standing.UNCLEAR, Reading.BOTH, Preference.DISALLOW),
    ]


def test_unclear_statements_are_bounded_and_the_rest_reaches_everywhere() -> None:
    reader = SignalReader("x")
    for number in range(UNCLEAR_LIMIT + 50):
        source = Source(place=f"line {number}", quote="", carrier="robots.txt", pattern=f"/{number}")
        reader.flaw(source, Flaw(kind="x-bad", message="bad", reserves=Usage.ANY), "")
    statements = reader.result().statements
    assert len(statements) == UNCLEAR_LIMIT + 1
    assert statements[-1].pattern == ""


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"Content-Signal: ai-train=no", True),
        (b"CONTENT_SIGNAL", True),
        (b"Disallow: /wp-content/\nDisallow: /usage", False),
        (b"\xff\xfeC\x00", True),
        (b"C\x00o\x00", True),
        (b"\x00C\x00o", True),
        (b"", False),
    ],
)
def test_the_quick_test(body: bytes, expected: bool) -> None:
    assert mentions(body, b"signal") is expected


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("content-signal", b"x", None),
        ("content-signals", b"x", ("content-signals", b"x")),
        ("content_signal", b"x", ("content_signal", b"x")),
        ("contentsignal", b"x", ("contentsignal", b"x")),
        ("x-content-signal", b"x", ("x-content-signal", b"x")),
        ("content-type", b"x", None),
        ("", b"Content-Signal ai-train=no", ("content-signal (without a colon)", b"ai-train=no")),
        ("", b"Content-Signal", None),
        ("", b"", None),
    ],
)
def test_misspelt_keys(key: str, value: bytes, expected: tuple[str, bytes] | None) -> None:
    assert misspelt(Line(1, key, value), "content-signal") == expected


def test_a_consent_speaks_to_fewer_agents_where_its_source_says_so() -> None:
    reader = SignalReader("x")
    source = replace(LINE, agents=("a", "b"), consenting=("a",))
    reader.say(source, Usage.SEARCH, Preference.ALLOW, "")
    reader.say(source, Usage.SEARCH, Preference.DISALLOW, "")
    assert [s.agents for s in reader.result().statements] == [("a",), ("a", "b")]
