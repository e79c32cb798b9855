from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pyarrow as pa

from agister.protocols import PROTOCOLS, robots_txt
from agister.rights import Outcome, Question, Usage
from agister.screening.compile import compile_index
from agister.screening.policy import ScreeningPolicy
from agister.screening.screen_column import screen_column
from agister.screening.trace import trace
from agister.stores.statement_index import StatementIndex
from tests.indexes import BLOCKED, DECIDERS, OPEN, OUTCOMES, PARTLY, SITES, URLS, index_of, moved, seen, us

QUESTION = Question(usage=Usage.TRAIN_AI, tokens=("gptbot",))
WORDS = ("unknown", "permitted", "unreadable", "reserved", "unchecked", "no url")


def ask(index: StatementIndex, *urls: str | None, times: list[int] | None = None, **how: object) -> list[str]:
    rulebooks = compile_index(index, QUESTION, all_times=times is not None, **how)  # type: ignore[arg-type]
    found = screen_column(rulebooks, pa.array(urls, pa.string()), None if times is None else pa.array(times))
    return [WORDS[code] for code in found.outcome.tolist()]


def test_every_outcome(tmp_path: Path) -> None:
    index = index_of(tmp_path, SITES)
    expected = ["no url" if u is None or "://" not in u else o for u, o in zip(URLS, OUTCOMES, strict=True)]
    assert ask(index, *URLS) == expected


def test_protocol_and_statement_are_named(tmp_path: Path) -> None:
    index = index_of(tmp_path, SITES)
    found = screen_column(compile_index(index, QUESTION), pa.array(URLS, pa.string()))
    names = [PROTOCOLS[p].name if p >= 0 else None for p in found.protocol.tolist()]
    assert names == list(DECIDERS)
    for name, number in zip(names, found.statement.tolist(), strict=True):
        held = index.statement(number)
        assert (None if held is None else held[1].protocol) == name


def test_only_the_given_protocols_speak(tmp_path: Path) -> None:
    index = index_of(tmp_path, SITES)
    assert ask(index, "https://tdm.example/a", protocols=(robots_txt,)) == ["unknown"]


def test_a_page_adds_to_its_site(tmp_path: Path) -> None:
    index = index_of(
        tmp_path,
        [
            seen("https://a.example/robots.txt", OPEN),
            seen("https://a.example/x.html", b"", headers=[("X-Robots-Tag", "noai")]),
        ],
    )
    assert ask(index, "https://a.example/x.html", "https://a.example/x.html?q", "https://a.example/y") == [
        "reserved",
        "unknown",
        "unknown",
    ]


def test_a_page_alone_leaves_its_origin_unchecked(tmp_path: Path) -> None:
    index = index_of(tmp_path, [seen("https://a.example/x.html", b"<p>x</p>")])
    assert ask(index, "https://a.example/x.html", "https://a.example/y.html") == ["unknown", "unchecked"]


CHANGING = [
    seen("https://a.example/robots.txt", OPEN, at="2031-01-02"),
    seen("https://a.example/robots.txt", BLOCKED, at="2031-01-04"),
    seen("https://a.example/robots.txt", error="timeout", at="2031-01-06"),
    seen("https://a.example/robots.txt", b"", status=404, at="2031-01-08"),
]
DAYS = ["2031-01-01", "2031-01-02", "2031-01-03", "2031-01-04", "2031-01-07", "2031-01-08", "2031-02-01"]
SAID = ["unchecked", "unknown", "unknown", "reserved", "reserved", "unknown", "unknown"]


def test_what_was_in_force_on_a_date(tmp_path: Path) -> None:
    index = index_of(tmp_path, CHANGING)
    assert [ask(index, "https://a.example/x", as_of=us(d))[0] for d in DAYS] == SAID
    assert ask(index, "https://a.example/x") == ["unknown"]


def test_each_row_at_its_own_time_is_answered_as_by_date(tmp_path: Path) -> None:
    index = index_of(tmp_path, CHANGING)
    assert ask(index, *["https://a.example/x"] * len(DAYS), times=[us(d) for d in DAYS]) == SAID


def test_later_segments_count_in_order_of_time_not_of_arrival(tmp_path: Path) -> None:
    index_of(tmp_path, CHANGING[1:2])
    index = index_of(tmp_path, CHANGING[:1], update=True)
    assert ask(index, "https://a.example/x") == ["reserved"]
    assert ask(index, "https://a.example/x", as_of=us("2031-01-03")) == ["unknown"]


def test_a_redirect_into_the_dark_is_unreadable(tmp_path: Path) -> None:
    index = index_of(tmp_path, [moved("https://a.example/robots.txt", "https://b.example/robots.txt")])
    assert ask(index, "https://a.example/x", "https://b.example/x") == ["unreadable", "unchecked"]


def test_siblings_speak_only_for_who_was_never_observed(tmp_path: Path) -> None:
    index = index_of(
        tmp_path, [seen("https://a.example/robots.txt", BLOCKED), seen("http://www.a.example/robots.txt", OPEN)]
    )
    urls = [f"{s}://{h}/x" for s in ("https", "http") for h in ("a.example", "www.a.example")]
    assert ask(index, *urls) == ["reserved", "unchecked", "unchecked", "unknown"]
    # Where two could speak, both do: the strictest counts.
    assert ask(index, *urls, sibling_switches=("scheme", "www")) == ["reserved", "reserved", "reserved", "unknown"]
    assert ask(index, *urls, sibling_switches=("www",)) == ["reserved", "reserved", "unknown", "unknown"]


def test_an_origin_observed_later_has_no_siblings_before(tmp_path: Path) -> None:
    index = index_of(
        tmp_path,
        [
            seen("https://a.example/robots.txt", BLOCKED, at="2031-01-01"),
            seen("http://a.example/robots.txt", OPEN, at="2031-01-05"),
        ],
    )
    asked = {"sibling_switches": ("scheme",)}
    assert ask(index, "http://a.example/x", as_of=us("2031-01-03"), **asked) == ["unchecked"]
    assert ask(index, "http://a.example/x", times=[us("2031-01-03")], **asked) == ["unchecked"]


def test_a_page_of_its_own_does_not_silence_siblings(tmp_path: Path) -> None:
    index = index_of(
        tmp_path,
        [seen("https://a.example/robots.txt", PARTLY), seen("https://www.a.example/art/x", b"<p>nothing</p>")],
    )
    urls = ("https://www.a.example/art/x", "https://www.a.example/art/y", "https://www.a.example/z")
    assert ask(index, *urls, sibling_switches=("www",)) == ["reserved", "reserved", "unknown"]


def _licence(kind: str) -> bytes:
    return (
        f'<rsl xmlns="https://rslstandard.org/rsl"><content url="https://a.example/"><license><{kind} type="usage">'
        f"ai-train</{kind}></license></content></rsl>"
    ).encode()


def test_rows_with_their_own_time_hear_what_a_linked_document_said_then(tmp_path: Path) -> None:
    lines = b"License: https://b.example/l.xml\nUser-agent: *\nAllow: /\n"
    index = index_of(
        tmp_path,
        [
            seen("https://a.example/robots.txt", lines, at="2031-01-01"),
            seen("https://b.example/l.xml", _licence("permits"), at="2031-01-02"),
            seen("https://b.example/l.xml", _licence("prohibits"), at="2031-01-05"),
        ],
    )
    times = [us("2030-12-31"), us("2031-01-01"), us("2031-01-02"), us("2031-01-04"), us("2031-01-05"), us("2032-01-01")]
    expected = ["unchecked", "unreadable", "permitted", "permitted", "reserved", "reserved"]
    assert ask(index, *["https://a.example/x"] * 6, times=times) == expected
    assert [ask(index, "https://a.example/x", as_of=time) for time in times] == [[word] for word in expected]


def test_rows_with_their_own_time_hear_what_was_said_where_a_redirect_leads(tmp_path: Path) -> None:
    index = index_of(
        tmp_path,
        [
            moved("https://a.example/robots.txt", "https://b.example/robots.txt", at="2031-01-01"),
            seen("https://b.example/robots.txt", OPEN, at="2031-01-01"),
            seen("https://b.example/robots.txt", BLOCKED, at="2031-01-05"),
        ],
    )
    times = [us("2030-12-31"), us("2031-01-04"), us("2031-01-05")]
    expected = ["unchecked", "unknown", "reserved"]
    assert ask(index, *["https://a.example/x"] * 3, times=times) == expected
    assert [ask(index, "https://a.example/x", as_of=time) for time in times] == [[word] for word in expected]
    assert ask(index, "https://a.example/x") == ["reserved"]


def test_the_order_of_observations_does_not_matter_where_their_times_differ(tmp_path: Path) -> None:
    site = [
        seen("https://a.example/", b"User-agent: GPTBot\nDisallow: /art/\n", at="2031-01-01"),
        moved("https://a.example/robots.txt", "/", at="2031-01-02"),
        moved("https://a.example/ai.txt", "https://a.example/", at="2031-01-03"),
        seen("https://a.example/art/x.html", b"", headers=[("X-Robots-Tag", "noai")], at="2031-01-04"),
    ]
    urls = ("https://a.example/art/x", "https://a.example/art/x.html", "https://a.example/y")
    for number, order in enumerate(permutations(site)):
        assert ask(index_of(tmp_path / str(number), order), *urls) == ["reserved", "reserved", "unknown"]


def test_a_licence_that_somebody_else_is_referred_to_is_associated(tmp_path: Path) -> None:
    # Without an association the prohibition would count for everybody; with one for another crawler it is not ours.
    document = seen("https://a.example/l.xml", _licence("prohibits"))
    referred = seen(
        "https://a.example/robots.txt", b"User-agent: CCBot\nLicense: https://a.example/l.xml\nDisallow: /b\n"
    )
    alone = index_of(tmp_path / "alone", [document])
    both = index_of(tmp_path / "both", [document, referred])
    for index, expected in ((alone, Outcome.RESERVED), (both, Outcome.UNKNOWN)):
        policy = ScreeningPolicy(name="t", usage=QUESTION.usage, tokens=QUESTION.tokens, reading="strict")
        assert ask(index, "https://a.example/x") == [expected.value]
        assert trace("https://a.example/x", index=index, policy=policy).outcome is expected


def test_a_url_that_redirects_answers_for_both_ends(tmp_path: Path) -> None:
    index = index_of(
        tmp_path,
        [
            seen("https://a.example/robots.txt", PARTLY),
            moved("https://a.example/noai", "https://b.example/x.jpg"),
            moved("https://a.example/blocked", "https://c.example/deep/x"),
            moved("https://a.example/art/open", "https://b.example/y.jpg"),
            moved("https://a.example/dark", "https://unseen.example/"),
            seen("https://b.example/robots.txt", OPEN),
            seen("https://b.example/x.jpg", b"", headers=[("X-Robots-Tag", "noai")]),
            # Of the target only its robots.txt was observed.
            seen("https://c.example/robots.txt", BLOCKED),
            # Nothing of this origin but where it leads to.
            moved("http://only.example/x", "https://c.example/x"),
            moved("http://only.example/y", "https://b.example/y"),
        ],
    )
    asked = {
        "https://a.example/noai": "reserved",
        "https://a.example/blocked": "reserved",
        "https://a.example/art/open": "reserved",
        "https://a.example/dark": "unknown",
        "https://a.example/z": "unknown",
        "http://only.example/x": "reserved",
        "http://only.example/y": "unknown",
        "http://only.example/z": "unchecked",
    }
    assert dict(zip(asked, ask(index, *asked), strict=True)) == asked


def test_a_redirect_is_followed_as_of_the_time_asked_for(tmp_path: Path) -> None:
    index = index_of(
        tmp_path,
        [
            seen("https://a.example/robots.txt", OPEN, at="2031-01-01"),
            moved("https://a.example/x", "https://b.example/x", at="2031-01-03"),
            seen("https://b.example/robots.txt", OPEN, at="2031-01-02"),
            seen("https://b.example/robots.txt", BLOCKED, at="2031-01-05"),
            seen("https://a.example/x", b"", at="2031-01-07"),
        ],
    )
    days = [us(f"2031-01-0{number}") for number in (1, 3, 4, 5, 6, 7)]
    urls = ["https://a.example/x"] * len(days)
    expected = ["unknown", "unknown", "unknown", "reserved", "reserved", "unknown"]
    assert ask(index, *urls, times=days) == expected
    for day, outcome in zip(days, expected, strict=True):
        assert ask(index, urls[0], as_of=day) == [outcome]
