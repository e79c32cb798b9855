"""A few sites, an index of what they say, and a screened dataset: small enough to count by hand."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from agister.rights import Observation
from agister.screening.index_build import build
from agister.screening.screen import ScreenResult, screen
from agister.stores.statement_index import StatementIndex

WHEN = datetime(2031, 2, 3, 10, 11, 12, tzinfo=UTC)
HOSTILE = "</code><script>alert(1)</script>"


def _seen(url: str, body: str | None, offset: int, **more: object) -> Observation:
    values = {"status": 200, "fetched_at": WHEN, "source": "sites.warc.gz", **more}
    return Observation(url=url, body=None if body is None else body.encode(), offset=offset, **values)


SITES = [
    # Blocks one of two tokens, in part.
    _seen("https://one.example/robots.txt", "User-agent: gptbot\nDisallow: /art/\n\nUser-agent: ccbot\nDisallow:\n", 0),
    # Blocks everybody; a word of the world that wants to be markup.
    _seen("https://two.example/robots.txt", f"User-agent: *\nDisallow: / # {HOSTILE}\nDisalow: /x\n", 100),
    # One signal reserves, another permits.
    _seen("https://three.example/robots.txt", "User-agent: gptbot\nDisallow: /\n", 200),
    _seen("https://three.example/trust.txt", "datatrainingallowed=yes\n", 300),
    # A reservation that is malformed.
    _seen("https://four.example/.well-known/tdmrep.json", '[{"location": "/", "tdm-reservation": "1x"}]', 400),
    # A page whose header speaks of it alone.
    _seen("https://five.example/robots.txt", "User-agent: *\nDisallow:\n", 500),
    _seen("https://five.example/a", "<p>", 600, headers=(("TDM-Reservation", "1"), ("Content-Type", "text/html"))),
    # Could not be fetched.
    _seen("https://six.example/robots.txt", None, 700, status=503),
    # Says nothing.
    _seen("https://seven.example/robots.txt", None, 800, status=404),
]

POLICY = """\
name = "for tests"
usage = "train-ai"
reason = "two tokens are enough"
[robots_txt]
tokens = ["gptbot", "ccbot"]
reading = "strict"
"""

URLS = [
    "https://one.example/art/1.jpg",
    "https://one.example/art/2.jpg",
    "https://ONE.example:443/text",
    "https://two.example/",
    f"https://two.example/{HOSTILE}",
    "https://three.example/x",
    "https://four.example/y",
    "https://five.example/a",
    "https://five.example/b",
    "https://six.example/",
    "https://seven.example/",
    "http://seven.example/",
    "https://nobody.example/1",
    "https://nobody.example/2",
    "not a url",
    None,
]

OUTCOMES = {"reserved": 6, "unreadable": 4, "unknown": 3, "unchecked": 3}
"""What they come to: one/art ×2, two ×2, three, five/a reserved; four, six and two rows without a URL unreadable."""


def built(folder: Path) -> StatementIndex:
    """The index of the sites."""
    build(folder / "idx", SITES, [("sites.warc.gz", "sha256:" + "a" * 64)])
    return StatementIndex(folder / "idx")


def policy_file(folder: Path, text: str = POLICY) -> str:
    """The policy as a file."""
    (folder / "policy.toml").write_text(text, "utf-8")
    return str(folder / "policy.toml")


def screened(folder: Path, out: str = "out.parquet", shards: int = 0, **options: object) -> tuple[ScreenResult, str]:
    """The URLs screened, as one file or as a folder of shards; and where the dataset is."""
    built(folder)
    table = pa.table({"id": range(len(URLS)), "url": URLS})
    dataset = folder / ("in" if shards else "in.parquet")
    if shards:
        dataset.mkdir()
        for number in range(shards):
            part = table.slice(number * len(URLS) // shards, len(URLS) // shards)
            pq.write_table(part, dataset / f"{number}.parquet")
    else:
        pq.write_table(table, dataset)
    result = screen(str(dataset), index=folder / "idx", policy=policy_file(folder), out=str(folder / out), **options)  # type: ignore[arg-type]
    return result, str(dataset)
