from __future__ import annotations

import pytest

from agister.protocols import NOTHING, Seen, panels_of, robots_txt
from agister.protocols.precedence import readings_differ
from agister.rights import (
    Asset,
    Observation,
    Outcome,
    Preference,
    Question,
    Reading,
    Rule,
    Statement,
    Usage,
)

BODY = b"User-agent: a\nUser-agent: b\nDisallow: /x%7e\nAllow: /\n\nUser-agent: *\nDisallow:\n\nUser-agent: c\n"


def read(body: bytes, url: str = "https://e.org/robots.txt") -> tuple[Statement, ...]:
    return robots_txt.read(Seen(Observation(url=url, body=body))).statements


def ask(token: str, reading: Reading = Reading.STRICT) -> Question:
    return Question(usage=Usage.TRAIN_AI, tokens=(token,), reading=reading)


def test_a_statement_for_each_rule_and_each_group_without_one() -> None:
    first, second, third, fourth = read(BODY)
    assert first == Statement(
        protocol="robots_txt",
        usage=Usage.CRAWL,
        preference=Preference.DISALLOW,
        place="line 3",
        quote="Disallow: /x%7e",
        pattern="/x~",
        agents=("a", "b"),
        carrier="robots.txt",
    )
    assert first.agents is second.agents, "shared, so that a file of many rules stays small"
    assert (second.preference, second.pattern) == (Preference.ALLOW, "/")
    assert (third.preference, third.note, third.agents) == (Preference.ALLOW, "empty", ("*",))
    assert (fourth.place, fourth.quote, fourth.note) == ("line 9", "User-agent: c", "empty")


@pytest.mark.parametrize("tail", [b"\xe2\x80\x8b", b"\xc2\xa0", b"<br/>", b" <br>", b"\0\0"])
def test_what_nobody_sees_after_a_path_is_dropped_in_the_lenient_reading(tail: bytes) -> None:
    strict, lenient = read(b"User-agent: a\nDisallow: /x" + tail)
    assert strict.reading is Reading.STRICT
    assert strict.pattern.startswith("/x%")
    assert (lenient.reading, lenient.pattern) == (Reading.LENIENT, "/x")


def test_only_the_file_at_its_place_is_read() -> None:
    assert robots_txt.read(Seen(Observation(url="https://e.org/a/robots.txt", body=BODY))) is NOTHING
    assert robots_txt.read(Seen(Observation(url="https://e.org/robots.txt", status=404, body=BODY))) is NOTHING
    elsewhere = Seen(Observation(url="https://other.org/r", body=BODY), path="/robots.txt")
    assert len(robots_txt.read(elsewhere).statements) == 4


def test_a_rule_that_the_readings_see_differently_gives_a_statement_for_each() -> None:
    said = [(s.reading.value, s.pattern, s.place) for s in read(b"User-agent: a\nDisallow: x\nAllow: /y/index.html\n")]
    assert said == [
        ("strict", "x", "line 2"),
        ("lenient", "/x", "line 2"),
        ("strict", "/y/index.html", "line 3"),
        ("lenient", "/y/index.html", "line 3"),
        ("lenient", "/y/$", "line 3"),
    ]


def test_a_full_url_is_no_path_and_names_no_origin() -> None:
    said = [
        (s.reading.value, s.pattern)
        for s in read(b"User-agent: a\nDisallow: https://e.org/x\nDisallow: http://e.org/*\n")
    ]
    assert said == [("strict", "https%3A//e.org/x"), ("lenient", "/x"), ("both", "http%3A//e.org/*")]


def test_rules_stand_in_the_order_in_which_they_count() -> None:
    statements = read(b"User-agent: a\nDisallow: /a\nAllow: /ab\nAllow: /a\n")
    (panel,) = panels_of(robots_txt, statements, ask("a"))
    assert panel.rulebooks[0].rules == (
        Rule("/robots.txt$", Outcome.UNKNOWN, None),
        Rule("/ab", Outcome.UNKNOWN, statements[1]),
        Rule("/a", Outcome.UNKNOWN, statements[2]),
        Rule("/a", Outcome.RESERVED, statements[0]),
    )


def test_no_tokens_no_panels() -> None:
    assert panels_of(robots_txt, read(BODY), Question(usage=Usage.TRAIN_AI)) == ()


def test_where_the_readings_differ() -> None:
    asset = Asset(origin="https://e.org", path="/x")
    plain = read(b"User-agent: a\nDisallow: /x\n")
    listed = read(b"User-agent: b, a\nDisallow: /x\n")
    assert not readings_differ(robots_txt, plain, asset, ask("a"))
    assert readings_differ(robots_txt, listed, asset, ask("a"))
    assert not readings_differ(robots_txt, listed, asset, ask("b")), "the first of a list is heard in both"
    assert not readings_differ(robots_txt, listed, Asset(origin="https://e.org", path="/y"), ask("a"))


def test_ten_thousand_agents_share_thirty_eight_thousand_rules() -> None:
    body = b"".join(b"User-agent: bot-%d-\n" % n for n in range(10_000)) + b"Disallow: /x\n" * 38_000
    statements = read(body)
    assert len(statements) == 38_000 * 2  # digits: the strict reading hears `bot-`, the lenient one all of them
    assert len({id(s.agents) for s in statements}) == 2


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"<!doctype html><p>not found", "robots-web-page"),
        (b"\xef\xbb\xbf <html>", "robots-web-page"),
        (b"PK\x03\x04\0\0\0", "robots-binary"),
    ],
)
def test_what_is_evidently_no_robots_file_is_reported(body: bytes, kind: str) -> None:
    found = robots_txt.read(Seen(Observation(url="https://a.example/robots.txt", body=body)))
    assert kind in {problem.kind for problem in found.problems}
    assert found.statements == ()
