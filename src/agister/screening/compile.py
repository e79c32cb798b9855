"""From a statement index to rulebooks for one policy and date: everything that can be settled before the first row is.

What the origin says becomes a profile of panels; what single URLs say is decided here, once, with the readable rules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from agister.protocols import PROTOCOLS, ReservationProtocol, answer, panels_of
from agister.rights import RANK, Asset, Outcome, Panel, Question, Rule, Rulebook, Statement
from agister.screening.documents import stored_documents, targets_of
from agister.screening.garbage import seldom_collected
from agister.screening.origin_rows import batched, by_origin
from agister.screening.origins_alike import siblings
from agister.screening.page_redirects import Segments, paths_led_to, told_elsewhere
from agister.screening.rulebooks import CompiledRulebooks, RulebookBuilder
from agister.screening.spoken import Answering, Numbered, answering, page_statements, said, site_places
from agister.screening.validity import LATEST, Changes, Row, changes, leads_to
from agister.stores.index_tables import ANY_TIME
from agister.stores.statement_index import StatementIndex

_AHEAD = 1000


@seldom_collected()
def compile_index(
    index: StatementIndex,
    question: Question,
    *,
    sibling_switches: Sequence[str] = (),
    as_of: int | None = None,
    all_times: bool = False,
    protocols: Sequence[ReservationProtocol] = PROTOCOLS,
    progress: Callable[[int], None] = lambda _done: None,
) -> CompiledRulebooks:
    """Rulebooks of every origin and URL of the index.

    `as_of` (µs since 1970 UTC): what was in force then; None: the latest. `all_times`: every change is kept, for rows that
    bring their own time (`as_of` is then ignored).
    """
    compiler = _Compiler(index, question, as_of, all_times, tuple(protocols))
    return compiler.run(tuple(sibling_switches), progress)


class _Compiler:
    def __init__(
        self,
        index: StatementIndex,
        question: Question,
        as_of: int | None,
        all_times: bool,
        protocols: tuple[ReservationProtocol, ...],
    ) -> None:
        self._question = question
        self._time = LATEST if as_of is None else as_of
        self._all_times = all_times
        self._protocols = protocols
        self._builder = RulebookBuilder()
        self._table = index.table("observations")
        if len(index.segments) > 1:
            keys = [(name, "ascending") for name in ("origin", "read_as", "path", "fetched_at")]
            self._table = self._table.sort_by(keys)
        self._documents = stored_documents(index, question)
        self._targets = targets_of(self._table, index)
        self._changes = Changes(self._targets, self._documents.links)
        self._profiles: dict[tuple[int | str, ...], int] = {}
        self._panels_of_profile: dict[int, list[int]] = {}
        self._protocol_of_panel: dict[int, int] = {}
        self._ever_observed: set[str] = set()
        self._numbers: dict[int, int] = {}
        # Keeps the statements of the origin at hand alive, so that no id is given twice.
        self._alive: list[Sequence[Numbered]] = []
        self._segments: dict[str, Segments] = {}
        self._paths_led_to = paths_led_to(self._table)
        self._led: dict[tuple[str, str], list[tuple[int, Asset | None]]] = {}
        self._ends: dict[Asset, Segments] = {}

    def run(self, switches: tuple[str, ...], progress: Callable[[int], None]) -> CompiledRulebooks:
        pages: _Pages = {}
        for number, batch in enumerate(batched(by_origin(self._table), _AHEAD)):
            progress(number * _AHEAD)
            self._documents.load([row.document for rows in batch for row in rows])
            for rows in batch:
                self._origin(rows[0].origin, rows, pages)
        self._redirect(pages)
        if switches:
            self._fold(switches, pages)
        for origin, segments in self._segments.items():
            self._builder.key(origin, segments)
        for origin, by_path in pages.items():
            for path, segments in by_path.items():
                self._builder.key(origin + path, segments)
        return self._builder.finish()

    def _redirect(self, pages: _Pages) -> None:
        """Let a URL that redirects answer for both ends: the strictest counts."""
        for (origin, path), led in self._led.items():
            there = told_elsewhere(led, self._ends, nothing=self._profile_of([]))
            if there:
                here = pages.get(origin, {}).get(path) or self._segments.get(origin)
                pages.setdefault(origin, {})[path] = self._merge([here, there] if here else [there])

    def _fold(self, switches: tuple[str, ...], pages: _Pages) -> None:
        """Let siblings speak for origins that were never observed; where several could, all do: the strictest counts.

        An origin of which only single pages were observed has siblings too; what these pages say themselves counts beside.
        """
        observed = set(self._segments) | set(pages)
        silent = {other for origin in observed for other in siblings(origin, switches)} - self._ever_observed
        spoken: dict[str, list[tuple[int, int]]] = {}
        spoken_pages: _Pages = {}
        for other in sorted(silent):
            speakers = [origin for origin in siblings(other, switches) if origin in observed]
            if site := [self._segments[origin] for origin in speakers if origin in self._segments]:
                spoken[other] = self._merge(site)
            asked = [other, *speakers]
            for path in dict.fromkeys(path for origin in asked for path in pages.get(origin, ())):
                found = [pages.get(origin, {}).get(path) or self._segments.get(origin) for origin in asked]
                spoken_pages.setdefault(other, {})[path] = self._merge([segments for segments in found if segments])
        self._segments.update(spoken)
        for other, by_path in spoken_pages.items():
            pages[other] = by_path

    def _merge(self, segment_lists: Sequence[Segments]) -> Segments:
        """All of several answers at once: the strictest counts, among equals that of the first protocol, then of the first."""
        if len(segment_lists) == 1:
            return segment_lists[0]
        merged: Segments = []
        for time in sorted({time for segments in segment_lists for time, _ in segments}):
            current = [profile for segments in segment_lists for profile in [p for t, p in segments if t <= time][-1:]]
            panels = [panel for profile in current for panel in self._panels_of_profile[profile]]
            panels.sort(key=self._protocol_of_panel.__getitem__)
            merged.append((time, self._profile_of(panels)))
        return _joined(merged)

    def _origin(self, origin: str, rows: list[Row], pages: _Pages) -> None:
        self._numbers.clear()
        self._alive.clear()
        places = site_places(rows, self._documents)
        if places:
            self._ever_observed.add(origin)
        site: list[_Moment] = []
        # What an origin links or redirects to may change while the origin itself does not.
        rows_of_site = [row for place in places for row in place]
        for time in self._changes.of(rows_of_site) if self._all_times else [self._time]:
            found = answering(places, time, self._documents, self._targets)
            if found.places:
                site.append(
                    _Moment(time if self._all_times else ANY_TIME, time, found, self._compiled(origin, found, time))
                )
        if site:
            self._segments[origin] = _joined([(moment.since, moment.profile) for moment in site])
        by_path: dict[str, list[Row]] = {}
        for row in rows:
            if row.read_as in ("", row.path):
                by_path.setdefault(row.path, []).append(row)
        for path, seen in by_path.items():
            seen.sort(key=lambda row: row.fetched_at)
            segments = self._page(origin, path, seen, site)
            if segments:
                pages.setdefault(origin, {})[path] = segments
            self._follow(origin, path, [row for row in seen if row.read_as == ""])
        for path in self._paths_led_to.get(origin, ()):
            own = self._own(by_path.get(path, []))
            if own or site:
                settle = partial(self._settled, origin, path)
                self._ends[Asset(origin=origin, path=path)] = self._over_time(own, site, settle)

    def _follow(self, origin: str, path: str, seen: list[Row]) -> None:
        """Take down where the answers of one URL lead to, and since when."""
        if any(row.redirect_to for row in seen):
            times = self._changes.of(seen) if self._all_times else [self._time]
            led = [(t if self._all_times else ANY_TIME, leads_to(seen, t, self._targets)) for t in times]
            self._led[origin, path] = led

    def _own(self, seen: list[Row]) -> _Own:
        return [(t, page_statements(seen, t, self._documents, self._targets)) for t in self._moments(seen)]

    def _page(self, origin: str, path: str, seen: list[Row], site: list[_Moment]) -> Segments:
        """Segments of one URL; empty where its own answer adds nothing to what the origin says."""
        own = self._own(seen)
        answered = site and site[0].time <= own[0][0]
        if not any(mine for _, mine in own) and (answered or all(row.read_as for row in seen)):
            return []

        def profile(mine: list[Numbered], there: _Moment | None) -> int:
            if mine:
                return self._settled(origin, path, mine, there)
            return there.profile if there else self._profile_of([])

        return self._over_time(own, site, profile)

    def _over_time(
        self, own: _Own, site: list[_Moment], profile: Callable[[list[Numbered], _Moment | None], int]
    ) -> Segments:
        """Profiles of one URL, from what it says itself and what its origin says."""
        if not self._all_times:
            mine, there = own[-1][1] if own else None, site[-1] if site else None
            return [] if mine is None and there is None else [(ANY_TIME, profile(mine or [], there))]
        segments: Segments = []
        # The answer changes when either the site or the page changes.
        for time in sorted({t for t, _ in own} | {moment.since for moment in site}):
            mine = next((said for t, said in reversed(own) if t <= time), None)
            there = next((moment for moment in reversed(site) if moment.since <= time), None)
            if mine is not None or there is not None:
                segments.append((time, profile(mine or [], there)))
        return _joined(segments)

    def _settled(self, origin: str, path: str, mine: list[Numbered], there: _Moment | None) -> int:
        """The answer for exactly one URL, as a profile that always gives it."""
        statements = list(mine)
        if there is not None:
            statements = (
                said(origin, there.found, there.time, self._documents, self._targets, self._protocols)[0] + mine
            )
        best: tuple[int, Outcome, Statement | None] | None = None
        for number, panels in self._panels(statements):
            for panel in panels:
                outcome, because = answer(panel, path)
                if RANK[outcome] > (RANK[best[1]] if best else 0):
                    best = (number, outcome, because)
        if best is None:
            return self._profile_of([])
        settled = Panel((Rulebook((Rule("", best[1], best[2]),)),))
        return self._profile_of([self._panel(best[0], settled)])

    def _moments(self, rows: Iterable[Row]) -> list[int]:
        return changes(rows) if self._all_times else [self._time]

    def _compiled(self, origin: str, found: Answering, time: int) -> int:
        profile = self._profiles.get(found.signature)
        if profile is not None:
            return profile
        statements, own = said(origin, found, time, self._documents, self._targets, self._protocols)
        profile = self._profile_of(
            [self._panel(number, panel) for number, panels in self._panels(statements) for panel in panels]
        )
        if not own:
            self._profiles[found.signature] = profile
        return profile

    def _panels(self, statements: Sequence[Numbered]) -> Iterator[tuple[int, tuple[Panel, ...]]]:
        """Panels of each protocol that speaks, with its number."""
        mine: dict[str, list[Statement]] = {}
        for number, statement in statements:
            self._numbers[id(statement)] = number
            mine.setdefault(statement.protocol, []).append(statement)
        self._alive.append(statements)
        for position, protocol in enumerate(self._protocols):
            if protocol.name in mine:
                yield position, panels_of(protocol, mine[protocol.name], self._question)

    def _panel(self, protocol: int, panel: Panel) -> int:
        number = self._builder.panel(protocol, panel, self._number)
        self._protocol_of_panel[number] = protocol
        return number

    def _profile_of(self, panels: list[int]) -> int:
        profile = self._builder.profile(panels)
        self._panels_of_profile[profile] = panels
        return profile

    def _number(self, statement: Statement) -> int:
        return self._numbers.get(id(statement), -1)


_Own = list[tuple[int, list[Numbered] | None]]
"""What one URL says itself from each time on; None before it was observed."""

_Pages = dict[str, dict[str, Segments]]
"""Origin → path → segments of the URLs that need an answer of their own."""


class _Moment(NamedTuple):
    """What an origin says from one time on."""

    since: int
    time: int
    found: Answering
    profile: int


def _joined(segments: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Segments without those that change nothing."""
    kept: list[tuple[int, int]] = []
    for since, profile in segments:
        if not kept or kept[-1][1] != profile:
            kept.append((since, profile))
    return kept
