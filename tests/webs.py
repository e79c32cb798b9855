"""Strategies for small webs: what several origins answered at several times, and the policies that are asked about them.

Every key of a policy file that changes an answer varies here; `VARIED` says so, and a test holds it complete.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import strategies as st

from agister.formats.url import REPAIRS
from agister.law import Purpose, UserFacts, UserKind
from agister.protocols import PROTOCOLS
from agister.rights import Observation, PolicyKey, Usage
from agister.screening.policy import HeldLicence, ScreeningPolicy
from tests.strategies import header_lines, robots_bodies

#: Hosts that are siblings of one another, and one that is not.
ORIGINS = (
    "https://example.org",
    "http://example.org",
    "https://www.example.org",
    "http://www.example.org",
    "https://other.example",
)
DAYS = [None, *(datetime(2031, 1, number, tzinfo=UTC) for number in (1, 5, 9))]
PAGES = ["/", "/art/x.jpg", "/a", "/a?x=1"]
ASKED = [*PAGES, "/art/img", "/b", "/news/a/x.jpg", "/robots.txt", "/lic.xml", "/.well-known/tdmrep.json"]

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
        b'<link rel="license" type="application/rsl+xml" href="https://other.example/lic.xml">',
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
                b"User-agent: AI2Bot\nDisallow: /\n\nUser-agent: img2dataset\nDisallow: /art/\n",
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
    **dict.fromkeys(PAGES, _HTML),
}


@st.composite
def answers(draw: st.DrawFn) -> Observation:
    """One answer of one of the origins: something that a protocol reads, an error, a refusal, or a redirect."""
    origin = draw(st.sampled_from(ORIGINS))
    path = draw(st.sampled_from(["/robots.txt", "/robots.txt", "/.well-known/tdmrep.json", *_CONTENT]))
    at = draw(st.sampled_from(DAYS))
    kind = draw(st.sampled_from(["read"] * 7 + ["none", "error", "5xx", "4xx", "304", "3xx"]))
    headers: list[tuple[str, str]] = list(draw(st.lists(header_lines, max_size=2)))
    made = Observation(url=origin + path, fetched_at=at, headers=tuple(headers))
    if kind == "error":
        return replace(made, headers=(), error=draw(st.sampled_from(["timeout", "dns"])))
    if kind == "3xx":
        target = draw(st.sampled_from([*ORIGINS, "https://unseen.example", ""])) + draw(
            st.sampled_from([path, path, "/robots.txt", "/a", "/"])
        )
        return replace(made, status=draw(st.sampled_from([301, 302])), headers=(*headers, ("Location", target)))
    if kind in ("5xx", "4xx", "304"):
        return replace(made, status={"5xx": 503, "4xx": 404, "304": 304}[kind], body=b"")
    if kind == "none":
        return replace(made, status=200)
    if path in PAGES:
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
    tokens=st.sampled_from(
        [
            ("gptbot",),
            ("gptbot", "ccbot"),
            ("examplebot",),
            (),
            ("*",),
            ("ccbot", "*"),
            ("ai2bot",),
            ("img2dataset", "ai"),
            ("CCBot",),
        ]
    ),
    reading=st.sampled_from(["strict", "lenient"]),
    combine=st.sampled_from(["any", "all"]),
    intent=st.sampled_from(["unreadable", "reserve"]),
    siblings=st.sampled_from([(), (), ("scheme",), ("www",), ("scheme", "www")]),
    user=st.builds(
        UserFacts,
        kind=st.sampled_from(UserKind),
        purpose=st.lists(st.sampled_from(Purpose), max_size=2, unique=True).map(tuple),
        place=st.sampled_from(["", "DE", "DE", "FR", "EU", "GB"]),
    ),
    repair=st.lists(st.sampled_from(REPAIRS), max_size=2, unique=True).map(tuple),
    licences=st.lists(
        st.builds(HeldLicence, origins=st.sampled_from(ORIGINS).map(lambda origin: (origin,)), reference=st.just("L")),
        max_size=1,
    ).map(tuple),
    choices=_CHOICES,
)

#: Keys of a policy file that vary in `policies`. What is not here changes no answer: names, and what is kept of the answers.
VARIED = frozenset(
    [
        "usage",
        *(f"robots_txt.{key}" for key in ("tokens", "reading", "combine")),
        "malformed.intent",
        "origins.siblings",
        *(f"user.{key}" for key in ("kind", "purpose", "place")),
        "urls.repair",
        *(f"{protocol.name}.{key.name}" for protocol in PROTOCOLS for key in protocol.keys),
    ]
)

#: Dates that a question may be about.
DATES = st.sampled_from([None, "2020-01-01", "2030-06-01", "2031-01-01", "2031-01-05", "2031-01-07", "2032-01-01"])
