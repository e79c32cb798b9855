"""Hypothesis strategies for input from the web: robots bodies, paths, patterns, header lines, and statements."""

from __future__ import annotations

from hypothesis import strategies as st

from agister.formats.path_pattern import normalise_pattern
from agister.rights import Outcome, Preference, Reading, Rule, Rulebook, Scope, Standing, Statement, Usage

#: Tokens few enough that groups and questions meet.
TOKENS = ("gptbot", "ccbot", "claudebot", "examplebot", "*")

_SEGMENTS = st.sampled_from(
    [
        "a",
        "b",
        "art",
        "img",
        "news",
        "x.jpg",
        "A",
        "ä",
        "%41",
        "%2f",
        "%zz",
        "%e4%bd%a0",
        " ",
        "$",
        "~",
        "a;b",
        "q?x=1",
        "",
    ]
)

#: Paths with query, as they stand in URLs: well-formed, and with what the web puts into them.
paths = st.lists(_SEGMENTS, max_size=5).map(lambda parts: "/" + "/".join(parts))

#: Path patterns as they stand after `Disallow:`: with stars, anchors, escapes and without a first slash now and then.
raw_patterns = st.builds(
    lambda first, parts, end: (first + "".join(parts) + end).encode(),
    st.sampled_from(["/", "/", "/", "*", ""]),
    st.lists(st.one_of(_SEGMENTS, st.sampled_from(["*", "/", "**", "$"])), max_size=6),
    st.sampled_from(["", "", "$", "/", "*"]),
)

#: The same in compared spelling.
patterns = raw_patterns.map(normalise_pattern)

_AGENT_LINES = st.builds(
    lambda key, token: f"{key}{token}",
    st.sampled_from(["User-agent: ", "user-agent:", "USER-AGENT : ", "Useragent: ", "User-agent "]),
    st.sampled_from(
        ["*", "GPTBot", "CCBot", "ClaudeBot", "ExampleBot/1.0", "GPTBot, CCBot", "AI2Bot", "img2dataset", "", "*bot"]
    ),
)
_RULE_LINES = st.builds(
    lambda key, path: key + path.decode("utf-8", "surrogateescape"),
    st.sampled_from(["Disallow: ", "Allow: ", "disallow:", "Dissallow: ", "Disallow ", "allow :"]),
    raw_patterns,
)
_OTHER_LINES = st.sampled_from(
    [
        "",
        "# a comment",
        "Sitemap: https://example.org/sitemap.xml",
        "Crawl-delay: 10",
        "Content-Signal: ai-train=no, search=yes",
        "Content-Usage: train-ai=n",
        "Content-Usage: /art/ train-ai=n",
        "License: https://example.org/licence.xml",
        "Noindex: /x",
        "<html>",
        "no colon here",
    ]
)

#: Bodies that look like robots.txt, well- and ill-formed, with every kind of line end.
robots_bodies = st.builds(
    lambda mark, lines, end: mark + end.join(line.encode("utf-8", "surrogateescape") for line in lines),
    st.sampled_from([b"", b"", b"", b"\xef\xbb\xbf", b"\xef\xbb"]),
    st.lists(st.one_of(_AGENT_LINES, _RULE_LINES, _RULE_LINES, _OTHER_LINES), max_size=25),
    st.sampled_from([b"\n", b"\r\n", b"\r"]),
)

#: Any bytes, among them those with a meaning to some parser.
hostile_bytes = st.one_of(
    st.binary(max_size=400),
    robots_bodies,
    st.lists(
        st.sampled_from(
            [
                b"User-agent:",
                b"*",
                b"\0",
                b"\xff\xfe",
                b"\r",
                b"\n",
                b"#",
                b"Disallow:",
                b"<",
                b">",
                b"&",
                b"{",
                b"[",
                b'"',
                b"%",
            ]
        ),
        max_size=40,
    ).map(b"".join),
)

#: Header values: visible ASCII with the separators of structured fields and of X-Robots-Tag.
header_values = st.text(alphabet=st.sampled_from("abz019-_=,;:\"\\?/*@() \t%'"), max_size=60)

#: Header lines by name and value, of names that mean something and of others.
header_lines = st.tuples(
    st.sampled_from(
        [
            "Content-Usage",
            "Content-Signal",
            "X-Robots-Tag",
            "Link",
            "tdm-reservation",
            "TDM-Policy",
            "content-type",
            "X-Other",
        ]
    ),
    header_values,
)

#: Lists of them, as an observation holds them.
headers = st.lists(header_lines, max_size=6).map(tuple)

#: Outcomes that protocols give.
outcomes = st.sampled_from([Outcome.RESERVED, Outcome.UNREADABLE, Outcome.PERMITTED, Outcome.UNKNOWN])


def statements(protocol: str = "robots_txt") -> st.SearchStrategy[Statement]:
    """Statements of one protocol, of every standing, reading and scope."""
    return st.builds(
        Statement,
        protocol=st.just(protocol),
        usage=st.sampled_from(list(Usage)),
        preference=st.sampled_from(list(Preference)),
        place=st.integers(1, 99).map(lambda number: f"line {number}"),
        quote=st.just("quoted"),
        scope=st.sampled_from(list(Scope)),
        pattern=patterns,
        agents=st.lists(st.sampled_from(TOKENS), max_size=3, unique=True).map(tuple),
        reading=st.sampled_from(list(Reading)),
        standing=st.sampled_from(list(Standing)),
    )


#: Rulebooks of a few rules.
rulebooks = st.lists(st.builds(Rule, patterns, outcomes, statements(), st.booleans()), max_size=5).map(
    lambda rules: Rulebook(tuple(rules))
)
