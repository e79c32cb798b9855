"""Why one URL got its outcome: from the answer back to the statement, its evidence and the bytes (architecture §6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

from agister.errors import UsageError
from agister.formats.url import parse, parse_repaired
from agister.law import LawFinding
from agister.protocols import PROTOCOLS, ReservationProtocol
from agister.rights import RANK, Asset, Decision, Finding, Outcome, Problem, Statement, lift
from agister.screening.decide import decide
from agister.screening.origins_alike import siblings
from agister.screening.policy import HeldLicence, ScreeningPolicy
from agister.screening.policy_file import load_policy
from agister.screening.row_times import as_of_time
from agister.screening.screen import day_of
from agister.screening.seen_at import SeenAt, seen_at
from agister.screening.spoken import Documents, Numbered, answering, page_statements, said, site_places
from agister.screening.validity import LATEST, REACH, InForce, Place, Row, Targets, by_place, leads_to, rows_of
from agister.stores.statement_index import StatementIndex


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """A decision with everything that led to it."""

    url: str
    decision: Decision
    outcome: Outcome
    """After licence and exception."""
    seen: tuple[SeenAt, ...]
    """What was looked at, in force at the time asked for."""
    evidence: SeenAt | None
    """The observation that holds the statement that counts."""
    statement: int | None
    """Number of that statement within the index."""
    answered_by: str
    """The origin that spoke: the asset's own, or a sibling; the URL that the asset redirects to, where that one decided."""
    redirected_to: str | None
    """Where the answer of this URL led, whether anything was observed there or not (ADR 0021)."""
    looked_for: tuple[str, ...]
    """Site-wide paths that were never observed."""
    licence: HeldLicence | None
    law: LawFinding
    law_on_unknown: str
    policy: ScreeningPolicy
    as_of: str | None


def trace(
    url: str,
    *,
    index: str | Path | StatementIndex,
    policy: str | Path | ScreeningPolicy,
    as_of: str | None = None,
    protocols: Sequence[ReservationProtocol] = PROTOCOLS,
) -> Trace:
    """The decision for one URL and everything that led to it; always the same outcome as `screen` gives.

    Raises `UsageError` where `url` is no http(s) URL, and what opening the index or the policy raises.
    """
    rules = policy if isinstance(policy, ScreeningPolicy) else load_policy(policy)
    store = index if isinstance(index, StatementIndex) else StatementIndex(index)
    asset = parse_repaired(url, rules.repair)
    if asset is None:
        raise UsageError(f"{url!r} is not an http or https URL: screening calls such a row `unreadable`")
    time = LATEST if as_of is None else as_of_time(as_of)
    looker = _Looker(store, time, tuple(protocols))
    voices = looker.look(asset.origin, asset.path, rules.siblings)
    decisions = [
        decide(
            voice.led_to or asset,
            [s for _, s in voice.statements],
            rules.question,
            observed=voice.observed,
            protocols=protocols,
        )
        for voice in voices
    ]
    numbers = {id(s): n for voice in voices for n, s in voice.statements if n >= 0}
    decision = _strictest(decisions, protocols, numbers)
    # Where nobody decided, all that was looked at answers.
    answered_by = ", ".join(
        v.led_to.url if v.led_to else v.origin
        for v, d in zip(voices, decisions, strict=True)
        if d is decision or not (decision.because or v.led_to)
    )
    places = [place for voice in voices for place in voice.places]
    asked = {place.row.read_as for voice in voices if not voice.led_to for place in voice.places}
    ways = [voice.leads_to for voice in voices if voice.leads_to]
    law = rules.exception(day_of(None if as_of is None else time))
    licence = rules.licence_for(asset.origin)
    outcome = lift(decision.outcome, licence_held=licence is not None, exception_applies=law.applies)
    number = numbers.get(id(decision.because))
    shown = [seen_at(place, store) for place in places]
    held = store.statement(number) if number is not None else None
    holder = held[0] if held else None
    return Trace(
        url=url,
        decision=replace(decision, asset=asset),
        outcome=outcome,
        seen=tuple(shown),
        evidence=next((s for s in shown if s.document == holder), None) or looker.linked_evidence(holder),
        statement=number,
        answered_by=answered_by,
        redirected_to=ways[0].url if ways else None,
        looked_for=tuple(
            path
            for path in dict.fromkeys(p for protocol in protocols for p in protocol.well_known)
            if path not in asked
        ),
        licence=licence,
        law=law,
        law_on_unknown=rules.law_on_unknown(day_of(None if as_of is None else time)),
        policy=rules,
        as_of=as_of,
    )


class _Voice(NamedTuple):
    """What one origin says of a path at the time asked for."""

    origin: str
    led_to: Asset | None
    """The URL that this answers for, where another redirects to it."""
    leads_to: Asset | None
    statements: list[Numbered]
    places: list[InForce]
    observed: bool


def _strictest(
    decisions: Sequence[Decision], protocols: Sequence[ReservationProtocol], numbers: Mapping[int, int]
) -> Decision:
    """The decision that counts among those of several origins: the most restrictive, then that of the first protocol, then one
    with a statement of the index (`numbers`, by identity)."""
    names = [protocol.name for protocol in protocols]
    decided = [decision for decision in decisions if decision.protocol is not None]
    return max(
        decided,
        key=lambda found: (RANK[found.outcome], -names.index(found.protocol or ""), id(found.because) in numbers),
        default=decisions[0],
    )


class _Looker:
    """What is in force at one time, looked up on demand."""

    def __init__(self, store: StatementIndex, time: int, protocols: tuple[ReservationProtocol, ...]) -> None:
        self._store = store
        self._time = time
        self._protocols = protocols
        self._rows: dict[int, dict[str, Any]] = {}
        self._targets: Targets = {}

    def look(self, origin: str, path: str, switches: Sequence[str]) -> list[_Voice]:
        """Who speaks for an origin and path. Siblings speak only where the origin itself was never observed: each for itself,
        beside what was observed of the URL alone."""
        own, ever = self._look_at(origin, path)
        voices = [own]
        if switches and not ever:
            voices += [self._look_at(other, path)[0] for other in siblings(origin, switches)]
            voices = [voice for voice in voices if voice.observed] or [own]
        # Beside each, what is said where it leads.
        both = [(voice, self._end(voice.leads_to) if voice.leads_to else None) for voice in voices]
        return [voice for pair in both for voice in pair if voice is not None]

    def _end(self, asset: Asset) -> _Voice | None:
        voice = self._look_at(asset.origin, asset.path)[0]
        return voice._replace(led_to=asset, leads_to=None) if voice.observed else None

    def _look_at(self, origin: str, path: str) -> tuple[_Voice, bool]:
        """What one origin says, and whether anything site-wide of it was observed at any time."""
        rows = rows_of(self._store.observations_of([origin]))
        documents = self._documents(rows)
        targets = self._follow(rows, documents)
        self._targets = {**self._targets, **targets}
        places = site_places(rows, documents)
        site = answering(places, self._time, documents, targets)
        statements, _ = said(origin, site, self._time, documents, targets, self._protocols)
        observed = bool(site.places)
        own = sorted((r for r in rows if r.path == path and r.read_as in ("", r.path)), key=lambda r: r.fetched_at)
        mine = page_statements(own, self._time, documents, targets) if own else None
        shown = list(site.places)
        if mine is not None:
            page = [r for r in own if r.read_as == ""]
            observed = observed or bool(page)
            statements = statements + mine
            here = answering([page], self._time, documents, targets).places if page else ()
            shown += [place for place in here if place not in shown]
        way = leads_to([r for r in own if r.read_as == ""], self._time, targets)
        return _Voice(origin, None, way, statements, shown, observed), bool(places)

    def _documents(self, rows: Sequence[Row]) -> Documents:
        def row(number: int) -> dict[str, Any]:
            self._load({number})
            return self._rows.get(number, {})

        self._load({r.document for r in rows})

        return Documents(
            statements=self._store.statements_of,
            links=lambda number: row(number).get("links") or (),
            speaks_for_origin=lambda number: bool(row(number).get("speaks_for_origin")),
        )

    def _load(self, numbers: set[int]) -> None:
        missing = numbers - self._rows.keys()
        if missing:
            self._rows.update((entry["document"], entry) for entry in self._store.documents_of(missing).to_pylist())

    def _follow(self, rows: Sequence[Row], documents: Documents) -> Targets:
        """Rows of all places that redirects and links lead to, hop by hop."""
        known: dict[Place, Sequence[Row]] = {}
        asked: set[str] = set()
        visited: set[Place] = set()
        waiting = self._onward(rows, documents)
        for _ in range(REACH):
            if missing := {origin for origin, _, _ in waiting} - asked:
                asked |= missing
                known.update(by_place(rows_of(self._store.observations_of(missing))))
            visited |= waiting
            found = [row for place, seen in known.items() if (*place[:2], "") in waiting for row in seen]
            waiting = self._onward(found, documents) - visited
        return known

    def _onward(self, rows: Sequence[Row], documents: Documents) -> set[Place]:
        self._load({row.document for row in rows})
        urls = {row.redirect_to for row in rows if row.redirect_to}
        urls |= {link.partition(" ")[2] for row in rows for link in documents.links(row.document)}
        return {(asset.origin, asset.path, "") for url in urls if (asset := parse(url)) is not None}

    def linked_evidence(self, document: int | None) -> SeenAt | None:
        """The observation of a linked document that holds the statement that counts."""
        if document is None:
            return None
        row = next((r for rows in self._targets.values() for r in rows if r.document == document), None)
        return None if row is None else seen_at(InForce(row, row, None), self._store)


def problems_of(found: Trace) -> list[tuple[str, SeenAt, Problem]]:
    """Problems of everything that was looked at, with the protocol that reports them."""
    return [(protocol, seen, problem) for seen in found.seen for protocol, problem in seen.problems]


def offers_of(found: Trace) -> list[Statement]:
    """Statements with an offer: where permission can be had."""
    every = [s for f in found.decision.findings for s in _statements(f)]
    return [s for s in every if s.offer is not None]


def _statements(finding: Finding) -> list[Statement]:
    resolution = finding.resolution
    because = [resolution.because] if resolution.because is not None else []
    return because + [n.statement for n in resolution.not_counted]
