"""The kernel equals the readable path: `formats.url.parse`, then `precedence.answer` over the panels in force.

`AGISTER_LAW_ROWS` sets how many rows are generated in all (default some 20,000; a release is checked with a million).
"""

from __future__ import annotations

import os
import random
from collections.abc import Sequence

import pyarrow as pa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agister.formats.path_pattern import normalise_pattern
from agister.formats.url import parse
from agister.protocols.precedence import answer
from agister.rights import BY_RANK, RANK, Outcome, Panel, Preference, Rule, Rulebook, Statement, Usage
from agister.screening.rulebooks import ALWAYS, CompiledRulebooks, RulebookBuilder
from agister.screening.screen_column import screen_column

ROWS = int(os.environ.get("AGISTER_LAW_ROWS", "20000"))
PER_EXAMPLE = 400
SETTINGS = settings(
    max_examples=max(ROWS // PER_EXAMPLE, 1), deadline=None, suppress_health_check=list(HealthCheck), print_blob=True
)

STATEMENTS = [
    Statement(protocol="x", usage=Usage.ANY, preference=Preference.DISALLOW, place=f"line {line}", quote="")
    for line in range(6)
]
NUMBER = {id(statement): number for number, statement in enumerate(STATEMENTS)}
ORIGINS = [
    "https://example.org",
    "http://example.org:8080",
    "https://xn--bcher-kva.example",
    "http://127.0.0.1",
    "http://[::1]",
]
UNICODE_HOST = {"https://xn--bcher-kva.example": "BÜCHER.example"}

# Few letters, so that patterns and paths meet often.
PIECES = st.sampled_from(
    [
        "a",
        "b",
        "A",
        "aa",
        "ab",
        "/",
        "/",
        ".",
        "?",
        "=",
        "%2F",
        "%20",
        "ü",
        "~",
        "-",
        "aaaaaaaa",
        "x.pdf",
        "%",
        "%4",
        "a" * 50,
    ]
)
LITERALS = st.lists(PIECES, max_size=5).map("".join)
PATTERNS = st.one_of(
    st.just(""),
    st.builds(
        lambda parts, end: normalise_pattern(("/" + "*".join(parts) + end).encode()),
        st.lists(LITERALS, min_size=1, max_size=4),
        st.sampled_from(["", "", "$", "*", "*$"]),
    ),
    st.lists(st.sampled_from(["*", "a", "$", "/", "$a"]), max_size=6).map(
        lambda parts: normalise_pattern("".join(parts).encode())
    ),
)
POOLS = st.lists(PATTERNS, min_size=1, max_size=12)

Profile = Sequence[tuple[int, Panel]]
Answer = tuple[int, int, int]


def readable(profile: Profile, path: str) -> Answer:
    """Rank, protocol, statement: as `precedence.resolve` within a protocol, the first of the highest rank across."""
    best: dict[int, tuple[Outcome, Statement | None]] = {}
    for protocol, panel in profile:
        found, statement = answer(panel, path)
        before = best.get(protocol, (Outcome.UNKNOWN, None))
        if RANK[found] > RANK[before[0]] or (before[1] is None and statement is not None and found is before[0]):
            best[protocol] = (found, statement)
    rank = max((RANK[outcome] for outcome, _ in best.values()), default=0)
    if rank == 0:
        return 0, -1, -1
    protocol = next(protocol for protocol, (outcome, _) in best.items() if RANK[outcome] == rank)
    said = best[protocol][1]
    return rank, protocol, -1 if said is None else NUMBER[id(said)]


def compiled(keys: dict[str, list[tuple[int, Profile]]]) -> CompiledRulebooks:
    builder = RulebookBuilder()
    for text, segments in keys.items():
        numbered = [
            (
                start,
                builder.profile(
                    [builder.panel(protocol, panel, lambda s: NUMBER[id(s)]) for protocol, panel in profile]
                ),
            )
            for start, profile in segments
        ]
        builder.key(text, numbered)
    return builder.finish()


def answers(
    rulebooks: CompiledRulebooks,
    urls: Sequence[str | bytes | None],
    times: Sequence[int] | None = None,
    kind: pa.DataType | None = None,
) -> list[Answer]:
    found = screen_column(rulebooks, pa.array(urls, kind or pa.string()), times)
    return list(zip(found.outcome.tolist(), found.protocol.tolist(), found.statement.tolist(), strict=True))


def random_profile(rng: random.Random, pool: Sequence[str]) -> Profile:
    """Up to three panels whose rulebooks, some of them long, take their patterns from the pool."""

    def book() -> Rulebook:
        size = rng.choice([0, 1, 2, 5, 5, 40, 150])
        # Long books hold variants of the pool's patterns, so that chains, prefixes and lengths differ.
        patterns = [rng.choice(pool) if size < 9 else vary(rng, rng.choice(pool)) for _ in range(size)]
        return Rulebook(
            tuple(
                Rule(pattern, rng.choice(BY_RANK), rng.choice([None, *STATEMENTS]), rng.random() < 0.2)
                for pattern in patterns
            )
        )

    protocols = sorted(rng.choices(range(3), k=rng.randrange(4)))
    return [
        (
            protocol,
            Panel(
                tuple(book() for _ in range(rng.randrange(4))),
                rng.choice(["any", "all"]),
                book() if rng.random() < 0.3 else None,
            ),
        )
        for protocol in protocols
    ]


def vary(rng: random.Random, pattern: str) -> str:
    cut = rng.randrange(len(pattern) + 1)
    return pattern[:cut] + "".join(rng.choices("abA/.*", k=rng.randrange(3))) + pattern[cut:]


def random_path(rng: random.Random, patterns: Sequence[str]) -> str:
    """A path that a pattern nearly matches, or any."""
    if patterns and rng.random() < 0.7:
        text = rng.choice(patterns).removesuffix("$")
        while "*" in text:
            text = text.replace("*", "".join(rng.choices("aab/.?A", k=rng.randrange(4))), 1)
        if rng.random() < 0.4 and text:
            cut = rng.randrange(len(text))
            text = text[:cut] + rng.choice(["", "a", "/", "ü", "$", "*"]) + text[cut + rng.randrange(2) :]
        if rng.random() < 0.3:
            text += rng.choice(["a", "/b", "?a=b", "aaaaaaaa"])
    else:
        text = "".join(
            rng.choices(
                ["a", "b", "A", "/", ".", "?", "%20", "%zz", "%2f", "ü", "$", "*", " ", "'", "x.pdf"],
                k=rng.randrange(12),
            )
        )
    # A blank at the end of a URL is trimmed: it would be another path in front of a fragment.
    text = text.rstrip(" ")
    return text if text.startswith("/") else "/" + text


def respell(rng: random.Random, origin: str, path: str) -> str:
    """Another way of writing the same URL."""
    scheme, _, host = origin.partition("://")
    host = UNICODE_HOST.get(origin, host) if rng.random() < 0.3 else host
    if rng.random() < 0.3:
        scheme, host = scheme.upper(), host.upper()
    name, colon, port = host.rpartition(":") if host[-1] != "]" and ":" in host else (host, "", "")
    if name[-1] != "]" and rng.random() < 0.2:
        name += "."
    if not colon and rng.random() < 0.3:
        colon, port = (
            ":",
            rng.choice(
                ["", "443" if scheme.lower() == "https" else "80", "0443" if scheme.lower() == "https" else "080"]
            ),
        )
    user = rng.choice(["", "", "", "u@", "u:p@", "a@b:c@", "ü%41:x y@"])
    out = []
    before, mark, query = path.partition("?")
    for in_query, part in ((False, before), (True, query)):
        for character in part:
            roll = rng.random()
            if character in "abAxpdf" and roll < 0.1 and "%" not in out[-2:]:
                out.append(rng.choice(["%%%02x", "%%%02X"]) % ord(character))
            elif character == "/" and not in_query and roll < 0.15:
                out.append(rng.choice(["/./", "/%2e/", "/q/../", "\\", "/%2E%2e/" if not out else "/"]))
            elif character not in "%/?" and roll < 0.1:
                out.append(character + rng.choice(["", "\t", "\n"]))
            else:
                out.append(character)
        out.append(mark)
        mark = ""
    tail = rng.choice(["", "", "#", "#a?b/../c", "#\n"])
    lead, trail = rng.choice([("", ""), ("", ""), ("  ", " "), ("\n", "\t")])
    return f"{lead}{scheme}://{user}{name}{colon}{port}{''.join(out)}{tail}{trail}"


def patterns_of(profile: Profile) -> list[str]:
    return [rule.pattern for _, panel in profile for book in panel.rulebooks for rule in book.rules]


@SETTINGS
@given(POOLS, st.integers(0, 2**32))
def test_equals_the_readable_answer(pool: list[str], seed: int) -> None:
    rng = random.Random(seed)
    profiles = [random_profile(rng, pool) for _ in range(3)]
    held = {origin: rng.choice(profiles) for origin in ORIGINS[:-1]}
    page = parse(ORIGINS[0] + random_path(rng, patterns_of(profiles[0])))
    assert page is not None
    keys = {origin: [(ALWAYS, profile)] for origin, profile in held.items()} | {page.url: [(ALWAYS, profiles[1])]}
    rulebooks = compiled(keys)
    urls, expected = [], []
    for _ in range(PER_EXAMPLE):
        origin = rng.choice(ORIGINS)
        path = page.path if rng.random() < 0.02 else random_path(rng, patterns_of(held.get(origin, [])))
        asset = parse(origin + path)
        assert asset is not None
        url = rng.choice([asset.url, origin + path, respell(rng, origin, path)])
        again = parse(url)
        assert again == asset, url
        profile = profiles[1] if asset == page else held.get(origin)
        urls.append(url)
        expected.append((4, -1, -1) if profile is None else readable(profile, asset.path))
    found = answers(rulebooks, urls, kind=rng.choice([pa.string(), pa.large_string()]))
    wrong = [(url, got, want) for url, got, want in zip(urls, found, expected, strict=True) if got != want]
    assert not wrong


@SETTINGS
@given(
    st.lists(
        st.one_of(st.text(), st.binary(), st.text(alphabet="htps:/\\.@:?#%2eE1xn- \t\n[]üA*$"), st.none()), max_size=40
    )
)
def test_reads_any_text_as_the_standard_parser_does(tails: list[str | bytes | None]) -> None:
    said: Profile = [
        (
            0,
            Panel(
                (Rulebook((Rule("/*2", Outcome.RESERVED, STATEMENTS[1]), Rule("", Outcome.PERMITTED, STATEMENTS[0]))),)
            ),
        )
    ]
    urls: list[bytes | None] = []
    for tail in tails:
        raw = tail.encode("utf-8", "replace") if isinstance(tail, str) else tail
        urls += (
            [raw]
            if raw is None
            else [raw, b"http://" + raw, b"HTTPS://example.org" + raw, b"http://example.org/" + raw]
        )
    assets = [None if url is None else parse(url) for url in urls]
    # Every second origin is known, so that both the found and the missing are met.
    origins = sorted({asset.origin for asset in assets if asset is not None})[::2]
    rulebooks = compiled({origin: [(ALWAYS, said)] for origin in origins})
    expected = [
        (5, -1, -1) if asset is None else readable(said, asset.path) if asset.origin in origins else (4, -1, -1)
        for asset in assets
    ]
    assert answers(rulebooks, urls, kind=pa.binary()) == expected


@SETTINGS
@given(
    POOLS,
    st.lists(st.integers(-5, 5), min_size=1, max_size=4).map(sorted),
    st.lists(st.integers(-5, 5), max_size=2).map(sorted),
    st.integers(0, 2**32),
)
def test_the_segment_in_force_answers(pool: list[str], starts: list[int], page_starts: list[int], seed: int) -> None:
    rng = random.Random(seed)
    segments = [(start, random_profile(rng, pool)) for start in starts]
    pages = [(start, random_profile(rng, pool)) for start in page_starts]
    keys = {"https://example.org": segments} | ({"https://example.org/a": pages} if pages else {})
    rulebooks = compiled(keys)
    times = [rng.randrange(-7, 7) for _ in range(100)]
    paths = [rng.choice(["/a", "/b", "/aa"]) for _ in times]
    expected = []
    for time, path in zip(times, paths, strict=True):
        at = [profile for start, profile in pages if start <= time and path == "/a"]
        at = at or [profile for start, profile in segments if start <= time]
        expected.append(readable(at[-1], path) if at else (4, -1, -1))
    assert answers(rulebooks, ["https://example.org" + path for path in paths], times) == expected
