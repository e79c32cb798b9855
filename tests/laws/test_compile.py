"""Law: what is compiled from an index answers exactly as the readable trace does, for every policy, URL and date."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from agister.protocols import PROTOCOLS
from agister.rights import RANK, Observation, Outcome, PolicyKey, Usage
from agister.screening.compile import compile_index
from agister.screening.index_build import build, micros
from agister.screening.policy import ScreeningPolicy
from agister.screening.screen_column import screen_column
from agister.screening.trace import trace
from agister.stores.statement_index import StatementIndex
from tests.strategies import header_lines, paths, robots_bodies

#: Hosts that are siblings of one another, and one that is not.
ORIGINS = (
    "https://example.org",
    "http://example.org",
    "https://www.example.org",
    "http://www.example.org",
    "https://other.example",
)
_DAYS = [None, *(datetime(2031, 1, number, tzinfo=UTC) for number in (1, 5, 9))]
_PAGES = ["/", "/art/x.jpg", "/a", "/a?x=1"]
_ASKED = [*_PAGES, "/art/img", "/b", "/news/a/x.jpg", "/robots.txt", "/lic.xml", "/.well-known/tdmrep.json"]

_TDM = st.lists(
    st.fixed_dictionaries(
        {
            "location": st.sampled_from(["/", "/art/*", "/*.jpg", "*", "/a", "https://example.org/art/*", "b"]),
            "tdm-reservation": st.sampled_from([0, 1, 1, "1", True, None]),
        }
    ),
    max_size=4,
).map(lambda rules: json.dumps(rules).encode())
_RSL = st.builds(
    lambda url, kind, usage: (
        f'<rsl xmlns="https://rslstandard.org/rsl"><content url="{url}"><license><{kind} type="usage">{usage}</{kind}>'
        f"</license></content></rsl>"
    ).encode(),
    st.sampled_from(["/", "/art/*", "https://example.org/", "https://other.example/art/", "*"]),
    st.sampled_from(["permits", "prohibits"]),
    st.sampled_from(["ai-train", "all", "search", "ai-input", "ai-train search"]),
)
_HTML = st.sampled_from(
    [
        b"<p>nothing</p>",
        b'<meta name="robots" content="noai, noimageai">',
        b'<meta name="tdm-reservation" content="1">',
        b'<meta name="tdm-reservation" content="0">',
        b'<link rel="license" type="application/rsl+xml" href="/lic.xml">',
        b"<p>Text and data mining is reserved under Art. 4 Directive (EU) 2019/790.</p>",
    ]
).map(lambda inner: b"<!doctype html><html><head>" + inner + b"</head><body></body></html>")
_CONTENT = {
    "/robots.txt": st.one_of(
        robots_bodies,
        st.sampled_from(
            [
                b"User-agent: GPTBot\nDisallow: /\n",
                b"User-agent: *\nDisallow: /art/\nContent-Signal: ai-train=no\n",
                b"User-agent: *\nAllow: /\nContent-Usage: train-ai=n\nLicense: https://example.org/lic.xml\n",
                b"License: https://other.example/lic.xml\nUser-agent: ccbot\nDisallow: /*.jpg$\n",
            ]
        ),
    ),
    "/.well-known/tdmrep.json": st.one_of(_TDM, st.sampled_from([b"{", b'{"tdm-reservation": 1}', b""])),
    "/ai.txt": st.sampled_from(
        [b"", b"User-Agent: *\nDisallow: *.jpg\n", b"User-Agent: *\nDisallow: /\nAllow: /art/\n"]
    ),
    "/trust.txt": st.sampled_from([b"", b"datatrainingallowed=no", b"datatrainingallowed=yes"]),
    "/.well-known/trust.txt": st.sampled_from([b"datatrainingallowed=no", b"datatrainingallowed=yes"]),
    "/lic.xml": _RSL,
    **dict.fromkeys(_PAGES, _HTML),
}


@st.composite
def answers(draw: st.DrawFn) -> Observation:
    """One answer of one of the origins: something that a protocol reads, an error, a refusal, or a redirect."""
    origin = draw(st.sampled_from(ORIGINS))
    path = draw(st.sampled_from(["/robots.txt", "/robots.txt", "/.well-known/tdmrep.json", *_CONTENT]))
    at = draw(st.sampled_from(_DAYS))
    kind = draw(st.sampled_from(["read"] * 7 + ["none", "error", "5xx", "4xx", "304", "3xx"]))
    headers: list[tuple[str, str]] = list(draw(st.lists(header_lines, max_size=2)))
    made = Observation(url=origin + path, fetched_at=at, headers=tuple(headers))
    if kind == "error":
        return replace(made, headers=(), error=draw(st.sampled_from(["timeout", "dns"])))
    if kind == "3xx":
        target = draw(st.sampled_from([*ORIGINS, "https://unseen.example", ""])) + draw(
            st.sampled_from([path, path, "/robots.txt", "/a"])
        )
        return replace(made, status=draw(st.sampled_from([301, 302])), headers=(*headers, ("Location", target)))
    if kind in ("5xx", "4xx", "304"):
        return replace(made, status={"5xx": 503, "4xx": 404, "304": 304}[kind], body=b"")
    if kind == "none":
        return replace(made, status=200)
    if path in _PAGES:
        headers.append(("Content-Type", "text/html"))
    return replace(
        made, status=draw(st.sampled_from([200, 200, None])), headers=tuple(headers), body=draw(_CONTENT[path])
    )


def _values(key: PolicyKey) -> st.SearchStrategy[str]:
    return st.sampled_from(key.values)


_CHOICES = st.fixed_dictionaries(
    {
        protocol.name: st.fixed_dictionaries({}, optional={key.name: _values(key) for key in protocol.keys})
        for protocol in PROTOCOLS
    }
)

policies = st.builds(
    ScreeningPolicy,
    name=st.just("generated"),
    usage=st.sampled_from([usage for usage in Usage if usage is not Usage.CRAWL]),
    tokens=st.sampled_from([("gptbot",), ("gptbot", "ccbot"), ("examplebot",), ()]),
    reading=st.sampled_from(["strict", "lenient"]),
    combine=st.sampled_from(["any", "all"]),
    intent=st.sampled_from(["unreadable", "reserve"]),
    siblings=st.sampled_from([(), (), ("scheme",), ("www",), ("scheme", "www")]),
    choices=_CHOICES,
)

_DATES = st.sampled_from([None, "2030-06-01", "2031-01-01", "2031-01-05", "2031-01-07", "2032-01-01"])
Answer = tuple[str, str | None, int | None]


def _end_of(date: str) -> int:
    return micros(datetime.fromisoformat(date).replace(hour=23, minute=59, second=59, microsecond=999_999, tzinfo=UTC))


def _compiled(
    index: StatementIndex, policy: ScreeningPolicy, urls: Sequence[str], date: str | None, own: bool
) -> list[Answer]:
    """Answers of the compiled rulebooks: compiled for the date, or for all dates with the date given by each row."""
    rulebooks = compile_index(
        index,
        policy.question,
        sibling_switches=policy.siblings,
        as_of=None if date is None else _end_of(date),
        all_times=own,
    )
    times = pa.array([None if date is None else _end_of(date)] * len(urls), pa.int64()) if own else None
    found = screen_column(rulebooks, pa.array(urls, pa.string()), times)
    words = [o.value for o in sorted(RANK, key=RANK.__getitem__)] + ["unchecked", "no url"]
    return [
        (words[o], PROTOCOLS[p].name if p >= 0 else None, s if s >= 0 else None)
        for o, p, s in zip(found.outcome.tolist(), found.protocol.tolist(), found.statement.tolist(), strict=True)
    ]


def _readable(index: StatementIndex, policy: ScreeningPolicy, urls: Sequence[str], date: str | None) -> list[Answer]:
    found = [trace(url, index=index, policy=policy, as_of=date) for url in urls]
    return [(t.decision.outcome.value, t.decision.protocol, t.statement) for t in found]


@given(
    st.lists(answers(), max_size=9),
    st.lists(answers(), max_size=3),
    policies,
    st.lists(
        st.one_of(st.sampled_from(_ASKED), paths.filter(lambda text: text == text.strip())), min_size=1, max_size=3
    ),
    _DATES,
)
def test_compiled_rulebooks_answer_as_the_trace_does(
    first: list[Observation], second: list[Observation], policy: ScreeningPolicy, asked: list[str], date: str | None
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        build(Path(folder) / "idx", first, [])
        if second:
            build(Path(folder) / "idx", second, [], update=True)
        index = StatementIndex(Path(folder) / "idx")
        urls = [origin + path for origin in ORIGINS for path in dict.fromkeys([*asked, "/art/x.jpg"])]
        expected = _readable(index, policy, urls, date)
        assert dict(zip(urls, _compiled(index, policy, urls, date, own=False), strict=True)) == dict(
            zip(urls, expected, strict=True)
        )
        assert dict(zip(urls, _compiled(index, policy, urls, date, own=True), strict=True)) == dict(
            zip(urls, expected, strict=True)
        )


def test_the_words_are_the_kernels() -> None:
    assert sorted(RANK, key=RANK.__getitem__) == [
        Outcome.UNKNOWN,
        Outcome.PERMITTED,
        Outcome.UNREADABLE,
        Outcome.RESERVED,
    ]
