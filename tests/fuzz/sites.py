"""Fuzzing whole answers of a site: every protocol reads, orders and resolves, and the compiled kernel says the same.

The bytes are: a first line that chooses question and asset, header lines, an empty line, the body.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

import pyarrow as pa

from agister.formats.url import parse
from agister.protocols import PROTOCOLS, ReadResult, ReservationProtocol, Seen, panels_of, resolve
from agister.rights import (
    RANK,
    Asset,
    Observation,
    Offer,
    Outcome,
    Preference,
    Problem,
    Question,
    Reading,
    Scope,
    Standing,
    Statement,
    Usage,
)
from agister.screening.decide import decide
from agister.screening.rulebooks import ALWAYS, RulebookBuilder
from agister.screening.screen_column import screen_column

ORIGIN = "https://example.org"
_ASSET = Asset(origin=ORIGIN, path="/art/1.jpg")
_USAGES = tuple(usage for usage in Usage if usage is not Usage.CRAWL)
_TOKENS = (("gptbot", "ccbot"), ("gptbot",), ("examplebot",), ())
#: Of the header lines so many are given to a protocol.
_HEADERS = 50
#: Problems of one kind that a document may have: twenty for each reading of it, twice.
PROBLEMS_PER_KIND = 80


def split(octets: bytes) -> tuple[Question, Asset, tuple[tuple[str, str], ...], bytes]:
    """Question, asset, header lines and body that the bytes stand for."""
    first, _, rest = octets.partition(b"\n")
    head, _, body = rest.partition(b"\n\n")
    number = int.from_bytes(first[:3], "little")
    asset = parse(ORIGIN.encode() + b"/" + first[3:].lstrip(b"/")) or _ASSET
    lines = [line.partition(b":") for line in head.split(b"\n")[:_HEADERS] if line]
    headers = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, _, value in lines)
    return question_of(number), asset if asset.origin == ORIGIN else _ASSET, headers, body


def question_of(number: int) -> Question:
    """One of all questions that a policy may ask, by number."""
    number, usage = divmod(number, len(_USAGES))
    number, tokens = divmod(number, len(_TOKENS))
    number, lenient = divmod(number, 2)
    number, every = divmod(number, 2)
    number, intent = divmod(number, 2)
    return Question(
        usage=_USAGES[usage],
        tokens=_TOKENS[tokens],
        reading=Reading.LENIENT if lenient else Reading.STRICT,
        combine="all" if every else "any",
        intent="reserve" if intent else "unreadable",
        choices={
            protocol.name: {key.name: key.values[number % len(key.values)] for key in protocol.keys}
            for protocol in PROTOCOLS
        },
    )


def protocol_target(protocol: ReservationProtocol) -> Callable[[bytes], None]:
    """The target of one protocol: its well-known files and a page."""
    paths = (*protocol.well_known, "/art/1.jpg")

    def run(octets: bytes) -> None:
        question, asset, headers, body = split(octets)
        for path in paths:
            check_protocol(protocol, _seen(path, headers, body), asset, question)

    return run


def site(octets: bytes) -> None:
    """The target of all protocols together: one answer, one question, one decision, one row of the kernel."""
    question, asset, headers, body = split(octets)
    paths = sorted({path for protocol in PROTOCOLS for path in protocol.well_known} | {asset.path, "/", "/rsl.xml"})
    path = paths[len(body) % len(paths)]
    seen = _seen(path, headers, body)
    said = [s for protocol in PROTOCOLS for s in protocol.read(seen).statements]
    found = decide(asset, said, question)
    expected = (found.outcome, found.protocol, found.because)
    assert compiled(PROTOCOLS, said, asset, question) == expected, (path, question, asset)


def _seen(path: str, headers: tuple[tuple[str, str], ...], body: bytes) -> Seen:
    return Seen(Observation(url=ORIGIN + path, status=200, headers=headers, body=body))


def check_protocol(protocol: ReservationProtocol, seen: Seen, asset: Asset, question: Question) -> None:
    """What must hold of one protocol, whatever it is given."""
    result = protocol.read(seen)
    size = len(seen.body) + sum(len(name) + len(value) for name, value in seen.observation.headers)
    check_result(protocol.name, result, size)
    assert protocol.read(_seen(seen.path, seen.observation.headers, seen.body)) == result
    resolution = resolve(protocol, result.statements, asset, question)
    assert len(resolution.not_counted) == len(result.statements) - (resolution.because is not None)
    assert resolution.because is None or any(s is resolution.because for s in result.statements)
    expected = (resolution.outcome, resolution.because)
    outcome, _, because = compiled((protocol,), result.statements, asset, question)
    if outcome is Outcome.UNKNOWN:
        # The kernel names nobody where nothing is said.
        expected = (resolution.outcome, None)
    assert (outcome, because) == expected, (seen.path, question, asset)


def check_result(name: str, result: ReadResult, size: int) -> None:
    """Declared types, and an output that the size of the input bounds."""
    assert isinstance(result, ReadResult)
    assert len(result.statements) <= 16 + size
    for s in result.statements:
        assert isinstance(s, Statement) and s.protocol == name
        assert isinstance(s.usage, Usage) and isinstance(s.preference, Preference) and isinstance(s.scope, Scope)
        assert isinstance(s.reading, Reading) and isinstance(s.standing, Standing)
        assert all(isinstance(text, str) for text in (s.place, s.quote, s.pattern, s.carrier, s.note, *s.agents))
        assert len(s.quote) <= 500 and 0 < len(s.place) <= 2000 and len(s.note) <= 8000
        assert len(s.pattern) <= 64 + 3 * max(size, 2000)
        assert s.offer is None or isinstance(s.offer, Offer)
        assert all(agent == agent.lower() and agent for agent in s.agents)
    kinds = Counter(problem.kind for problem in result.problems)
    assert all(count <= PROBLEMS_PER_KIND for count in kinds.values()), kinds.most_common(3)
    for problem in result.problems:
        assert isinstance(problem, Problem) and problem.kind and problem.place and problem.message
        assert len(problem.message) <= 2000 and len(problem.place) <= 2000
    assert all(isinstance(link, str) and link for link in result.links)
    assert len(result.links) <= 16 + size


def compiled(
    protocols: Sequence[ReservationProtocol], statements: Sequence[Statement], asset: Asset, question: Question
) -> tuple[Outcome, str | None, Statement | None]:
    """Outcome, protocol and statement of the compiled kernel for one URL, from the panels that `decide` walks."""
    builder = RulebookBuilder()
    number = {id(s): n for n, s in enumerate(statements)}
    panels = []
    for place, protocol in enumerate(protocols):
        mine = [s for s in statements if s.protocol == protocol.name]
        for panel in panels_of(protocol, mine, question):
            panels.append(builder.panel(place, panel, lambda s: number[id(s)]))
    builder.key(asset.origin, [(ALWAYS, builder.profile(panels))])
    found = screen_column(builder.finish(), pa.array([asset.url]))
    rank, by, row = int(found.outcome[0]), int(found.protocol[0]), int(found.statement[0])
    return (
        next(outcome for outcome, at in RANK.items() if at == rank),
        protocols[by].name if by >= 0 else None,
        statements[row] if row >= 0 else None,
    )
