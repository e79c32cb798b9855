"""The collector with everything that the protocols ask for: which paths, and which documents they link to."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from agister.errors import UsageError
from agister.formats.url import parse
from agister.protocols import PROTOCOLS, Seen
from agister.rights import Observation
from agister.screening.inputs import IndexInputs
from agister.sources.http import collect


def signal_paths() -> tuple[str, ...]:
    """Well-known paths of all protocols, robots.txt first."""
    return tuple(dict.fromkeys(path for protocol in PROTOCOLS for path in protocol.well_known))


def linked(observation: Observation) -> Iterable[str]:
    """Documents that an answer of a site declares to speak for it."""
    asset = parse(observation.url)
    seen = Seen(observation, path=asset.path if asset and asset.path in signal_paths() else None)
    return dict.fromkeys(link for protocol in PROTOCOLS for link in protocol.read(seen).links)


def collect_origins(
    origins: Iterable[str],
    out: str,
    *,
    contact: str,
    pages: Sequence[str] = (),
    concurrency: int = 64,
    delay: float = 0.5,
    again: bool = False,
    allow_private: bool = False,
    progress: Callable[[str, int], None] = lambda _stage, _amount: None,
) -> dict[str, Any]:
    """Run the collector; what it did, as plain values. Raises `UsageError` for a contact that is none."""
    report = collect(
        origins,
        out,
        contact=contact,
        paths=signal_paths(),
        pages=pages,
        links=linked,
        concurrency=concurrency,
        delay=delay,
        again=again,
        allow_private=allow_private,
        progress=lambda done, _all: progress("collecting", done),
    )
    return {
        "origins": report.origins,
        "skipped": report.skipped,
        "requests": report.requests,
        "outcomes": dict(sorted(report.outcomes.items(), key=lambda item: -item[1])),
        "unusable": report.unusable,
        "files": [str(file) for file in report.files],
    }


def fetch_site(url: str, *, contact: str, allow_private: bool) -> Iterator[Observation]:
    """Observations of one site, fetched now: its signal files, the home page and the page given."""
    asset = parse(url)
    if asset is None:
        raise UsageError(f"{url!r} is not an http or https URL")
    with tempfile.TemporaryDirectory(prefix="agister-check-") as folder:
        collect_origins(
            [asset.origin], folder, contact=contact, pages=[asset.url], delay=0, allow_private=allow_private
        )
        yield from IndexInputs([folder]).observations()
