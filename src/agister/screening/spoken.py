"""Everything that is said of an origin, or of one URL of it, at a time: statements with their numbers.

The compiler and the trace both ask here, so that they can only differ in how they evaluate.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from agister.formats.path_pattern import matches, normalise_pattern
from agister.formats.url import parse
from agister.protocols import LinkingProtocol, ReservationProtocol
from agister.rights import Preference, Scope, Standing, Statement, Usage
from agister.screening.validity import InForce, Row, Targets, in_force

Numbered = tuple[int, Statement]
"""Number within the index (-1 for what the index itself concludes, e.g. a redirect into the dark) and statement."""


@dataclass(frozen=True, slots=True)
class Documents:
    """Access to documents by number."""

    statements: Callable[[int], Sequence[Numbered]]
    links: Callable[[int], Sequence[str]]
    """`protocol URL`."""
    speaks_for_origin: Callable[[int], bool]
    load: Callable[[Sequence[int]], None] = lambda _documents: None
    """Make ready the statements of many documents at once; others may be forgotten."""


@dataclass(frozen=True, slots=True)
class Answering:
    """The observations in force at one origin at one time, before anything they say is loaded."""

    places: tuple[InForce, ...]
    signature: tuple[int | str, ...]
    """Equal signatures mean equal statements, unless these depend on the origin's name (`own` of `said`)."""


def site_places(rows: Iterable[Row], documents: Documents) -> list[list[Row]]:
    """Rows of one origin grouped by place, only the places that speak for the whole origin; well-known files first."""
    places: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        places.setdefault((row.read_as, row.path), []).append(row)
    chosen = [
        group
        for (read_as, _), group in sorted(places.items(), key=lambda item: (item[0][0] == "", item[0]))
        if (read_as and not _arrived_by_redirect(group[0]))
        or (not read_as and any(documents.speaks_for_origin(row.document) for row in group))
    ]
    for group in chosen:
        group.sort(key=lambda row: row.fetched_at)
    return chosen


def _arrived_by_redirect(row: Row) -> bool:
    """Read under another path because some origin redirected here: it does not speak for the origin that serves it."""
    return row.path != row.read_as


def answering(places: Sequence[Sequence[Row]], time: int, documents: Documents, targets: Targets) -> Answering:
    """What is in force at an origin at `time`; no places where nothing site-wide was observed by then."""
    found = [f for rows in places if (f := in_force(rows, time, targets)) is not None]
    signature: list[int | str] = []
    for place in found:
        if place.answer is None:
            signature.append(f"{place.row.read_as}>{place.row.redirect_to}")
            continue
        signature.append(place.answer.document)
        for link in documents.links(place.answer.document):
            linked = _linked(link, time, targets)
            signature.append(f"{link} {linked.document if linked else ''}")
    return Answering(tuple(found), tuple(signature))


def said(
    origin: str,
    found: Answering,
    time: int,
    documents: Documents,
    targets: Targets,
    protocols: Sequence[ReservationProtocol],
) -> tuple[list[Numbered], bool]:
    """All that `found` says for the whole origin; and whether it depends on the origin's name."""
    statements: list[Numbered] = []
    for place in found.places:
        if place.answer is None:
            statements += _into_the_dark(place.row, protocols)
            continue
        document = place.answer.document
        statements += [n for n in documents.statements(document) if n[1].scope is Scope.ORIGIN]
        for link in documents.links(document):
            row = _linked(link, time, targets)
            if row is not None:
                statements += _of_linked(link, row, documents, protocols)
    own = False
    local: list[Numbered] = []
    heard: set[int] = set()
    for number, statement in statements:
        # A document may be in force at its own URL and through a link: it speaks once.
        if number in heard:
            continue
        if number >= 0:
            heard.add(number)
        here = localise(statement, origin)
        own = own or here is not statement
        if here is not None:
            local.append((number, here))
    return local, own


def _of_linked(link: str, row: Row, documents: Documents, protocols: Sequence[ReservationProtocol]) -> list[Numbered]:
    """What a linked document says under the protocol that links to it; that it says nothing, where it was read."""
    name, _, url = link.partition(" ")
    found = [n for n in documents.statements(row.document) if n[1].protocol == name]
    if found or row.failure is not None:
        return found
    linking: object = next((p for p in protocols if p.name == name), None)
    return [(-1, linking.answered(url))] if isinstance(linking, LinkingProtocol) else []


def page_statements(rows: Sequence[Row], time: int, documents: Documents, targets: Targets) -> list[Numbered] | None:
    """What one URL's own answer (headers, HTML) says at `time`; None where it was not observed by then."""
    found = in_force(rows, time, targets)
    if found is None:
        return None
    # The answer of a redirect speaks of the URL that returned it; its target is asked for itself (ADR 0021).
    return [n for n in documents.statements(found.row.document) if n[1].scope is Scope.URL]


def _linked(link: str, time: int, targets: Targets) -> Row | None:
    """The observation of a document that an origin declares to speak for it."""
    asset = parse(link.partition(" ")[2])
    rows = targets.get((asset.origin, asset.path, "")) if asset else None
    found = in_force(rows, time, targets) if rows else None
    return found.answer if found else None


def _into_the_dark(row: Row, protocols: Sequence[ReservationProtocol]) -> list[Numbered]:
    quote = f"redirects to {row.redirect_to}, which was not observed"
    return [
        (
            -1,
            Statement(
                protocol=protocol.name,
                usage=Usage.ANY,
                preference=Preference.UNKNOWN,
                place="fetch",
                quote=quote[:500],
                standing=Standing.FAILED,
                carrier=row.read_as,
            ),
        )
        for protocol in protocols
        if row.read_as in protocol.well_known
    ]


def localise(statement: Statement, origin: str) -> Statement | None:
    """A statement whose pattern names an origin, as seen from `origin`: with the path alone, or None where it speaks of
    another. Others are returned as they are."""
    pattern = statement.pattern
    # Nearly all begin with a slash.
    if pattern[:1] not in ("h", "H") or not pattern[:8].lower().startswith(("http://", "https://")):
        return statement
    scheme, _, rest = pattern.partition("://")
    cut = min((at for at in (rest.find("/"), rest.find("?"), rest.find("$")) if at >= 0), default=len(rest))
    host, path = rest[:cut], rest[cut:] or "/"
    if "*" in host:
        mine = origin.partition("://")
        same = scheme.lower() == mine[0] and matches(host.lower() + "$", mine[2])
    else:
        named = parse(f"{scheme}://{host}/")
        same = named is not None and named.origin == origin
    return replace(statement, pattern=normalise_pattern(path.encode())) if same else None
