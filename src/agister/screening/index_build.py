"""Observations in, a segment of the statement index out. Each body is parsed once for all protocols."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from agister import version
from agister.errors import InputError, StatementIndexError
from agister.formats.url import join, parse
from agister.protocols import PROTOCOLS, ReservationProtocol, Seen
from agister.rights import Asset, Observation, Problem, Scope, Statement
from agister.screening.failed_fetch import failed_problem, failed_statements
from agister.screening.garbage import seldom_collected
from agister.screening.redirect_targets import RedirectTargets, redirects_of
from agister.stores.index_tables import ANY_TIME
from agister.stores.index_writer import SegmentWriter
from agister.stores.statement_index import Segment, StatementIndex

#: Headers that a protocol may read, or that decide how a body is read. Others do not make a document distinct.
_SPEAKING_HEADERS = frozenset(
    [
        "content-type",
        "content-usage",
        "content-signal",
        "x-robots-tag",
        "robots-tag",
        "tdm-reservation",
        "tdm-policy",
        "link",
    ]
)
_REMEMBERED = 2_000_000
#: gzip, zstd: what a server that keeps its files packed sends without saying so. No text begins like that.
_COMPRESSED = (b"\x1f\x8b", b"\x28\xb5\x2f\xfd")
_UNFINISHED = re.compile(r"segment-0000(\.part)?|index\.json\.part")


@dataclass(slots=True)
class BuildReport:
    """What a build read and what it could not use."""

    observations: int = 0
    documents: int = 0
    statements: int = 0
    origins: int = 0
    protocols: Counter[str] = field(default_factory=Counter)
    """Statements by protocol."""
    problems: Counter[str] = field(default_factory=Counter)
    """Documents and observations by kind of problem."""
    failures: Counter[str] = field(default_factory=Counter)
    """Failed fetches by kind."""


@seldom_collected()
def build(
    path: Path,
    observations: Iterable[Observation],
    inputs: Sequence[tuple[str, str]] | Callable[[], Sequence[tuple[str, str]]],
    *,
    update: bool = False,
    protocols: Sequence[ReservationProtocol] = PROTOCOLS,
) -> tuple[Segment, BuildReport]:
    """Write a new index at `path`, or one more segment of an existing one (`update`).

    `inputs`: (name, digest) of the files that the observations come from, or a function that tells them at the end.
    Raises `StatementIndexError` where `path` exists (build) or is no index (update),
    `InputError` where nothing was observed.
    """
    if update:
        index = StatementIndex(path)
        earlier, led = index.segments, redirects_of(index)
    else:
        if path.exists() and not _left_by_an_interrupt(path):
            if not (path / "index.json").is_file():
                raise StatementIndexError(f"{path} exists and is not an index: choose another name or remove it")
            raise StatementIndexError(f"{path} is an index already: use `agister index update`, or remove it first")
        earlier, led = (), []
        path.mkdir(parents=True, exist_ok=True)
    try:
        with SegmentWriter(path, earlier) as writer:
            reader = _Reader(writer, tuple(protocols), RedirectTargets(led))
            for observation in observations:
                reader.take(observation)
            report = reader.report
            bare = report.problems["observation-without-content"]
            if bare and bare == report.observations:
                raise InputError(
                    f"the inputs hold {bare:,} URLs but no answers (no status, headers, body or error): a dataset, not "
                    "observations; list its origins with `agister origins` and ask them with `agister collect`"
                )
            report.documents, report.statements = writer.documents, writer.statements
            report.origins = len(reader.origins)
            known = inputs() if callable(inputs) else inputs
            segment = writer.finish(known, version())
    except BaseException:
        if not update and not any(path.iterdir()):
            path.rmdir()
        raise
    return segment, report


def _left_by_an_interrupt(path: Path) -> bool:
    """Whether a folder is empty or holds only what a build that was killed leaves: it can be built again."""
    return path.is_dir() and all(_UNFINISHED.fullmatch(entry.name) for entry in path.iterdir())


class _Reader:
    def __init__(
        self, writer: SegmentWriter, protocols: tuple[ReservationProtocol, ...], targets: RedirectTargets
    ) -> None:
        self._writer = writer
        self._protocols = protocols
        self._well_known = frozenset(p for protocol in protocols for p in protocol.well_known)
        self._documents: dict[bytes, int] = {}
        self._targets = targets
        self.origins: set[bytes] = set()
        self.report = BuildReport()

    def take(self, observation: Observation) -> None:
        self.report.observations += 1
        asset = parse(observation.url)
        if asset is None:
            self.report.problems["observation-without-usable-url"] += 1
            return
        if len(self.origins) < _REMEMBERED:
            self.origins.add(hashlib.blake2b(asset.origin.encode(), digest_size=8).digest())
        if observation.status is None and not (observation.headers or observation.error) and observation.body is None:
            # A URL alone, as in a dataset, is no observation: counting it as looked at would fail open.
            self.report.problems["observation-without-content"] += 1
            return
        if observation.status == 304:
            # Nothing new was said; the earlier answer stays in force.
            self.report.problems["http-304"] += 1
            return
        well_known = asset.path if asset.path in self._well_known else ""
        names = dict.fromkeys((well_known, *self._targets.paths(asset.url)))
        waiting = [(observation, asset, name) for name in names]
        for seen, place, read_as in waiting:
            redirect = self._record(seen, place, read_as)
            target = parse(redirect) if redirect is not None and read_as else None
            # A target of that name is read as that file anyway.
            if target is not None and target.path != read_as:
                waiting += [(earlier, target, read_as) for earlier in self._targets.lead(target.url, read_as)]
        self._targets.keep(asset.url, observation)

    def _record(self, seen: Observation, asset: Asset, read_as: str) -> str | None:
        """Write one row; where it redirects to."""
        failure = failure_kind(seen, site_wide=bool(read_as))
        redirect = _redirect_target(seen) if failure is None else None
        if failure is not None:
            self.report.failures[failure] += 1
            document = self._failed(failure, read_as)
        elif redirect is not None:
            document = self._nothing(f"http-{seen.status}")
        elif seen.status is not None and seen.status >= 400:
            self.report.problems[f"http-{seen.status}"] += 1
            document = self._nothing(f"http-{seen.status}")
        else:
            document = self._read(seen, asset, read_as)
        self._writer.observation(
            (
                asset.origin,
                asset.path,
                read_as,
                ANY_TIME if seen.fetched_at is None else micros(seen.fetched_at),
                seen.status,
                failure,
                redirect,
                document,
                seen.url,
                seen.source,
                seen.offset,
            )
        )
        return redirect

    def _remember(self, key: bytes, number: int) -> int:
        if len(self._documents) < _REMEMBERED:
            self._documents[key] = number
        return number

    def _nothing(self, what: str) -> int:
        """The shared document of answers that say nothing: 3xx and 4xx of one status."""
        key = f"nothing {what}".encode()
        if key in self._documents:
            return self._documents[key]
        number = self._writer.document(
            digest="", size=0, statements=(), problems=(), links=(), speaks_for_origin=False, speaks_for_url=False
        )
        return self._remember(key, number)

    def _failed(self, failure: str, read_as: str) -> int:
        """The shared document of one kind of failure under one path: unreadable for every protocol that lives there."""
        key = f"failed {read_as} {failure}".encode("utf-8", "replace")
        if key in self._documents:
            return self._documents[key]
        number = self._writer.document(
            digest="",
            size=0,
            statements=failed_statements(failure, read_as, self._protocols),
            problems=[("fetch", failed_problem(failure, read_as))],
            links=(),
            speaks_for_origin=bool(read_as),
            speaks_for_url=not read_as,
        )
        return self._remember(key, number)

    def _read(self, observation: Observation, asset: Asset, read_as: str) -> int:
        body = observation.body or b""
        key = hashlib.blake2b(digest_size=16)
        key.update((read_as or asset.url).encode() + b"\0")
        for name, value in observation.headers:
            if name.lower() in _SPEAKING_HEADERS:
                key.update(f"{name.lower()}\0{value}\0".encode("utf-8", "replace"))
        # A file that was cut off may be unreadable where the same octets as a whole are not.
        key.update(b"\1" if observation.truncated else b"\0")
        key.update(body)
        shared, own = key.digest(), key.digest() + asset.origin.encode()
        for known in (shared, own):
            if known in self._documents:
                return self._documents[known]
        seen = Seen(observation, path=read_as or None)
        statements: list[Statement] = []
        problems: list[tuple[str, Problem]] = []
        links: list[str] = []
        for protocol in self._protocols:
            result = protocol.read(seen)
            statements.extend(result.statements)
            problems.extend((protocol.name, p) for p in result.problems)
            links.extend(f"{protocol.name} {link}" for link in result.links)
            if result.statements:
                self.report.protocols[protocol.name] += len(result.statements)
        for kind in {p.kind for _, p in problems}:
            self.report.problems[kind] += 1
        if not read_as and not statements and not problems and not links:
            return self._nothing("page")
        number = self._writer.document(
            digest="sha256:" + hashlib.sha256(body).hexdigest(),
            size=len(body),
            statements=statements,
            problems=problems,
            links=links,
            speaks_for_origin=any(s.scope is Scope.ORIGIN for s in statements) or bool(links),
            speaks_for_url=any(s.scope is Scope.URL for s in statements),
        )
        # Offers and links may have been resolved against this origin: such a document is nobody else's.
        private = links or any(s.offer is not None and s.offer.url.startswith(asset.origin) for s in statements)
        return self._remember(own if private else shared, number)


def failure_kind(observation: Observation, *, site_wide: bool) -> str | None:
    """Why an observation could not be read; None where it could (2xx, 3xx with a target, 4xx)."""
    if observation.error:
        return observation.error[:200]
    status = observation.status
    if status is None or 200 <= status < 300:
        if not site_wide:
            return None
        if observation.body is None:
            return None if status == 204 else "body-not-kept"
        return "compressed" if observation.body.startswith(_COMPRESSED) else None
    if 300 <= status < 400:
        return None if _redirect_target(observation) else "redirect-without-target"
    return None if 400 <= status < 500 else f"http-{status}"


def _redirect_target(observation: Observation) -> str | None:
    if observation.status is None or not 300 <= observation.status < 400:
        return None
    location = next((v for name, v in observation.headers if name.lower() == "location" and v.strip()), None)
    return None if location is None else join(observation.url, location)


def micros(moment: datetime) -> int:
    """Microseconds since 1970 UTC; a time without a zone is taken as UTC."""
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    delta = moment - datetime(1970, 1, 1, tzinfo=UTC)
    return (delta.days * 86_400 + delta.seconds) * 1_000_000 + delta.microseconds
