"""Small statement indexes for tests, built from a handful of answers by the code that builds the large ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from agister.rights import Observation
from agister.screening.index_build import build, micros
from agister.stores.statement_index import StatementIndex

#: A robots.txt that keeps one crawler out of everything.
BLOCKED = b"User-agent: GPTBot\nDisallow: /\n"
#: One that keeps it out of a folder.
PARTLY = b"User-agent: GPTBot\nDisallow: /art/\n"
#: One that keeps nobody out.
OPEN = b"User-agent: *\nAllow: /\n"
#: A tdmrep.json that reserves everything.
TDM_RESERVED = b'[{"location": "/", "tdm-reservation": 1}]'


def day(text: str) -> datetime:
    """A time in UTC, from `2031-02-03` or with hours."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def us(text: str) -> int:
    """The same in the index's microseconds."""
    return micros(day(text))


def seen(
    url: str,
    body: bytes | None = b"",
    *,
    status: int | None = 200,
    at: str | None = None,
    headers: Sequence[tuple[str, str]] = (),
    error: str | None = None,
    source: str = "made.parquet",
    offset: int | None = None,
) -> Observation:
    """One answer. With `error` there is neither status nor body."""
    return Observation(
        url=url,
        fetched_at=None if at is None else day(at),
        status=None if error else status,
        headers=tuple(headers),
        body=None if error else body,
        error=error,
        source=source,
        offset=offset,
    )


def moved(url: str, to: str, *, at: str | None = None, status: int = 301) -> Observation:
    """An answer that redirects."""
    return seen(url, b"", status=status, at=at, headers=[("Location", to)])


def index_of(folder: Path, observations: Iterable[Observation], *, update: bool = False) -> StatementIndex:
    """An index at `folder` that holds these observations."""
    build(folder, observations, [("made.parquet", "sha256:00")], update=update)
    return StatementIndex(folder)


#: Sites that differ in everything the outcome depends on; the host says how.
SITES: tuple[Observation, ...] = (
    seen("https://blocked.example/robots.txt", BLOCKED, at="2031-01-10"),
    seen("https://partly.example/robots.txt", PARTLY, at="2031-01-10"),
    seen("https://open.example/robots.txt", OPEN, at="2031-01-10"),
    seen("https://tdm.example/.well-known/tdmrep.json", TDM_RESERVED, at="2031-01-10"),
    seen("https://down.example/robots.txt", error="timeout", at="2031-01-10"),
    seen("https://absent.example/robots.txt", b"", status=404, at="2031-01-10"),
    seen(
        "https://signal.example/robots.txt",
        b"User-agent: *\nContent-Signal: ai-train=yes\nAllow: /\n",
        at="2031-01-10",
    ),
)

#: A row for each of them and for what has no site, with the outcome under `POLICY`.
ROWS: tuple[tuple[str | None, str, str | None], ...] = (
    ("https://blocked.example/a.jpg", "reserved", "robots_txt"),
    ("https://partly.example/art/a.jpg", "reserved", "robots_txt"),
    ("https://partly.example/a.jpg", "unknown", None),
    ("https://open.example/a.jpg", "unknown", None),
    ("https://tdm.example/a.jpg", "reserved", "tdmrep"),
    ("https://down.example/a.jpg", "unreadable", "robots_txt"),
    ("https://absent.example/a.jpg", "unknown", None),
    ("https://signal.example/a.jpg", "permitted", "content_signals"),
    ("https://nowhere.example/a.jpg", "unchecked", None),
    (None, "unreadable", None),
    ("", "unreadable", None),
    ("not a url", "unreadable", None),
)

URLS: tuple[str | None, ...] = tuple(url for url, _, _ in ROWS)
OUTCOMES: tuple[str, ...] = tuple(outcome for _, outcome, _ in ROWS)
DECIDERS: tuple[str | None, ...] = tuple(protocol for _, _, protocol in ROWS)

POLICY = """name = "test"
usage = "train-ai"
[robots_txt]
tokens = ["gptbot"]
reading = "strict"
[keep]
outcomes = ["unknown", "permitted"]
"""


def policy_file(folder: Path, text: str = POLICY, name: str = "policy.toml") -> Path:
    """A policy file."""
    path = folder / name
    path.write_text(text, "utf-8")
    return path
