"""The live web: a polite collector that asks origins for their signal files and writes what comes back as WARC."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from agister.errors import InputError, UsageError
from agister.rights import Observation
from agister.sources.http_fetch import Limits, Target
from agister.sources.http_safety import FetchFailure
from agister.sources.http_state import CollectState, alone
from agister.sources.http_visit import Visitor, Visits
from agister.sources.http_warc import SEGMENT_BYTES, WarcWriter, recover

#: The product token that robots.txt groups may name (RFC 9309 §2.2.1).
TOKEN = "agister"

Links = Callable[[Observation], Iterable[str]]


@dataclass(slots=True, kw_only=True)
class CollectReport:
    """What a collection did."""

    origins: int = 0
    """Origins asked in this run."""
    skipped: int = 0
    """Origins left alone because an earlier run had finished them."""
    requests: int = 0
    """Answers and failures written."""
    outcomes: dict[str, int] = field(default_factory=dict)
    """Kind → how many: `2xx` … `5xx`, `unchanged` (304), kinds of failure, `robots-disallowed` (not asked)."""
    unusable: list[str] = field(default_factory=list)
    """Given origins and pages that are no http(s) URL."""
    files: list[Path] = field(default_factory=list)
    """WARC files written or recovered."""

    def count(self, kind: str) -> None:
        """Count one outcome."""
        self.outcomes[kind] = self.outcomes.get(kind, 0) + 1


def collect(
    origins: Iterable[str],
    out_dir: str | Path,
    *,
    contact: str,
    paths: Sequence[str],
    pages: Iterable[str] = (),
    links: Links = lambda _observation: (),
    concurrency: int = 64,
    delay: float = 0.5,
    limits: Limits | None = None,
    allow_private: bool = False,
    again: bool = False,
    tls: ssl.SSLContext | None = None,
    segment_bytes: int = SEGMENT_BYTES,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> CollectReport:
    """Ask each origin for robots.txt, then the other signal files (`paths`), documents that they link to (`links`), the
    home page and the given `pages`, and write every answer and failure into WARC files in `out_dir`.

    One request at a time for each origin, `delay` seconds apart, `concurrency` origins at once. robots.txt is honoured for
    everything but `paths`. Private addresses are refused unless `allow_private`. Origins that an earlier run into the
    same folder finished are skipped; with `again` they are asked anew, with conditional requests. `contact` (a mail
    address or URL of whoever is responsible) goes into every request. `progress(done, all)` is called after each origin.
    Raises UsageError for a contact that is none, InputError where the folder cannot be written or
    another collection is writing into it.
    """
    agent = user_agent(contact)
    folder = Path(out_dir)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"{folder} cannot be made: {error.strerror}") from error
    report = CollectReport()
    work = _work(origins, pages, report)
    with alone(folder):
        state = CollectState(folder)
        report.files += recover(folder, state.ends)
        todo = work if again else {origin: urls for origin, urls in work.items() if origin not in state.done}
        report.skipped = len(work) - len(todo)
        name = f"agister-{datetime.now(UTC):%Y%m%dT%H%M%S}"
        try:
            with WarcWriter(folder, name, agent, segment_bytes=segment_bytes) as writer:
                visits = Visits(
                    agent=agent,
                    token=TOKEN,
                    paths=tuple(dict.fromkeys(("/robots.txt", *paths))),
                    links=links,
                    delay=delay,
                    limits=limits or Limits(),
                    allow_private=allow_private,
                    tls=tls,
                    writer=writer,
                    state=state,
                    count=report.count,
                )
                asyncio.run(_run(visits, todo, concurrency, report, progress))
        except (OSError, ExceptionGroup) as error:
            first = _first(error)
            if isinstance(first, OSError):
                raise InputError(f"{folder} cannot be written to: {first.strerror or first}") from error
            raise first from error
        finally:
            state.close()
        report.requests = visits.written
        report.files += writer.segments
        return report


async def _run(
    visits: Visits,
    todo: dict[str, list[str]],
    concurrency: int,
    report: CollectReport,
    progress: Callable[[int, int], None],
) -> None:
    waiting = iter(todo.items())

    async def worker() -> None:
        for origin, urls in waiting:
            await Visitor(visits, origin).visit(urls)
            visits.state.finish(origin, visits.writer.position)
            report.origins += 1
            progress(report.origins, len(todo))

    async with asyncio.TaskGroup() as group:
        for _ in range(max(1, min(concurrency, len(todo)))):
            group.create_task(worker())


def _work(origins: Iterable[str], pages: Iterable[str], report: CollectReport) -> dict[str, list[str]]:
    """Origin → pages to ask for, in the order given; an origin without a scheme is taken as https."""
    work: dict[str, list[str]] = {}
    for text in origins:
        try:
            work.setdefault(Target.of(text if "://" in text else f"https://{text}").origin, [])
        except FetchFailure:
            report.unusable.append(text)
    for text in pages:
        try:
            target = Target.of(text)
        except FetchFailure:
            report.unusable.append(text)
        else:
            work.setdefault(target.origin, []).append(target.url)
    return work


def _first(error: Exception) -> Exception:
    return _first(error.exceptions[0]) if isinstance(error, ExceptionGroup) else error


def user_agent(contact: str) -> str:
    """How the collector names itself: `agister/0.1 (+contact)`. Raises UsageError for a contact that is none."""
    contact = contact.strip()
    if not contact.isprintable() or not contact.isascii() or " " in contact or not ("@" in contact or "://" in contact):
        raise UsageError(f"{contact!r} is no contact: give a mail address or a URL of whoever is responsible")
    try:
        release = version("agister")
    except PackageNotFoundError:
        release = "0"
    return f"{TOKEN}/{release} (+{contact})"
