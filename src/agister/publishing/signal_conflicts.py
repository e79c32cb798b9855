"""Origins whose signals contradict each other: one protocol reserves what another permits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from agister.formats.url import parse, repair
from agister.protocols import PROTOCOLS, ReservationProtocol, answer, panels_of
from agister.publishing.index_part import IndexPart
from agister.publishing.output_pass import Row
from agister.rights import RANK, Asset, Outcome, Statement
from agister.screening.documents import stored_documents, targets_of
from agister.screening.policy import ScreeningPolicy
from agister.screening.row_times import as_of_time
from agister.screening.spoken import Documents, Numbered, answering, page_statements, said, site_places
from agister.screening.validity import LATEST, Targets, rows_of
from agister.screening.validity import Row as Seen

_SHOWN = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """What one protocol says of a URL."""

    protocol: str
    outcome: Outcome
    words: str
    """Carrier, place and quote."""
    statement: int
    """Number within the index, or -1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Two protocols that contradict each other about one URL."""

    url: str
    reserves: Voice
    permits: Voice


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflicts:
    """What a look at one URL of each sampled origin found."""

    origins: int
    """Origins looked at."""
    pairs: tuple[tuple[str, str, int], ...]
    """(reserving protocol, permitting protocol, origins), most first."""
    examples: tuple[Conflict, ...]


def conflicts_among(sample: Sequence[Row], part: IndexPart, policy: ScreeningPolicy, *, as_of: str | None) -> Conflicts:
    """Conflicts at the origins of the sample, one URL of each. `part` must hold these origins."""
    assets: dict[str, Asset] = {}
    for row in sample:
        asset = parse(repair(row.url, policy.repair) if policy.repair else row.url) if row.url else None
        if asset is not None:
            assets.setdefault(asset.origin, asset)
    table = part.table("observations")
    looker = _Looker(
        documents=stored_documents(part, policy.question),
        targets=targets_of(table, part),
        time=LATEST if as_of is None else as_of_time(as_of),
        policy=policy,
        part=part,
    )
    pairs: Counter[tuple[str, str]] = Counter()
    examples: list[Conflict] = []
    looked = 0
    for origin, rows in groupby(rows_of(table), key=lambda row: row.origin):
        if origin not in assets:
            continue
        looked += 1
        voices = looker.voices(assets[origin], list(rows))
        permitting = [v for v in voices if v[1] is Outcome.PERMITTED]
        for reserving in (v for v in voices if v[1] is Outcome.RESERVED):
            for other in permitting:
                pairs[reserving[0], other[0]] += 1
                if pairs[reserving[0], other[0]] <= 2 and len(examples) < _SHOWN:
                    examples.append(
                        Conflict(
                            url=assets[origin].url,
                            reserves=looker.voice(*reserving),
                            permits=looker.voice(*other),
                        )
                    )
    ordered = sorted(pairs.items(), key=lambda item: (-item[1], item[0]))
    return Conflicts(origins=looked, pairs=tuple((a, b, n) for (a, b), n in ordered), examples=tuple(examples))


_Answer = tuple[str, Outcome, Numbered]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Looker:
    documents: Documents
    targets: Targets
    time: int
    policy: ScreeningPolicy
    part: IndexPart

    def voices(self, asset: Asset, rows: list[Seen]) -> list[_Answer]:
        """The answer of each protocol that has one."""
        self.documents.load([row.document for row in rows])
        site = answering(site_places(rows, self.documents), self.time, self.documents, self.targets)
        statements, _ = said(asset.origin, site, self.time, self.documents, self.targets, PROTOCOLS)
        own = sorted(
            (r for r in rows if r.path == asset.path and r.read_as in ("", r.path)), key=lambda r: r.fetched_at
        )
        if own:
            statements = statements + (page_statements(own, self.time, self.documents, self.targets) or [])
        return [found for protocol in PROTOCOLS if (found := self._voice(protocol, statements, asset)) is not None]

    def _voice(self, protocol: ReservationProtocol, statements: list[Numbered], asset: Asset) -> _Answer | None:
        mine = [numbered for numbered in statements if numbered[1].protocol == protocol.name]
        best: tuple[Outcome, Statement | None] = (Outcome.UNKNOWN, None)
        for panel in panels_of(protocol, [s for _, s in mine], self.policy.question) if mine else ():
            found = answer(panel, asset.path)
            if RANK[found[0]] > RANK[best[0]]:
                best = found
        because = next((numbered for numbered in mine if numbered[1] is best[1]), None)
        return None if because is None else (protocol.name, best[0], because)

    def voice(self, protocol: str, outcome: Outcome, numbered: Numbered) -> Voice:
        """An answer with its words: quotes are looked up only for what is shown."""
        position, statement = numbered
        words = [statement.carrier, statement.place, self.part.quote(position) or statement.quote]
        return Voice(
            protocol=protocol,
            outcome=outcome,
            words="  ".join(word for word in words if word),
            statement=self.part.number(position),
        )
