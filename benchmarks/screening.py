"""Screening Parquet to Parquet, side by side with DuckDB copying the same columns, same threads.

    python -m benchmarks.screening --rows 10 --origins 200000
    python -m benchmarks.screening --rows 10 --real

Generates a rule-heavy index and a dataset once (in --work), then runs the two in turn and prints medians and ratios: of time on
the wall, which is what is promised, and of processor time, which tells more on a machine that others use too.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from agister.formats.url import parse
from agister.rights import Observation
from agister.screening.index_build import build
from agister.screening.screen import screen
from tests.places import DATA

_WORDS = [
    "news",
    "art",
    "img",
    "media",
    "static",
    "shop",
    "user",
    "wp-content",
    "archive",
    "tag",
    "search",
    "item",
    "photo",
    "blog",
    "forum",
    "cgi-bin",
    "private",
    "api",
]
_AGENTS = ("*", "GPTBot", "CCBot", "ClaudeBot", "Google-Extended", "Bytespider", "SemrushBot", "AhrefsBot")
_POLICY = 'name = "benchmark"\nusage = "train-ai"\n[robots_txt]\ntokens = ["GPTBot", "CCBot", "ClaudeBot", "Google-Extended"]\n'


def host(number: int) -> str:
    """A host name that hashes like a real one."""
    return f"www.site-{number * 2654435761 % 4294967296:08x}.example"


def robots(number: int, random: np.random.Generator) -> bytes:
    """A robots.txt with some forty rules in several groups, a fifth of them with wildcards."""
    lines = [f"# site {number}"]
    for agent in ("*", *random.choice(_AGENTS[1:], 3, replace=False)):
        lines.append(f"User-agent: {agent}")
        for kind, a, b, c in random.integers(0, 1_000, (int(random.integers(4, 16)), 4)):
            path = f"/{_WORDS[a % len(_WORDS)]}/{_WORDS[b % len(_WORDS)]}-{c}"
            path = {0: f"/*/{_WORDS[a % len(_WORDS)]}{c % 10}*.php$", 1: f"/*?{_WORDS[b % len(_WORDS)]}="}.get(
                kind % 10, path
            )
            lines.append(f"{'Allow' if kind % 7 == 0 else 'Disallow'}: {path}")
    return "\n".join(lines).encode()


def observations(origins: int) -> Iterator[Observation]:
    """One robots.txt per origin."""
    random = np.random.default_rng(1)
    when = datetime(2026, 1, 1, tzinfo=UTC)
    for number in range(origins):
        yield Observation(
            url=f"https://{host(number)}/robots.txt",
            status=200,
            fetched_at=when,
            body=robots(number, random),
            source="generated",
            offset=number,
        )


def dataset(path: Path, rows: int, origins: int) -> None:
    """URLs over the origins (a few have most), with two columns more, in row groups as DuckDB writes them."""
    random = np.random.default_rng(2)
    hosts = np.array([host(n) for n in range(origins)])
    words = np.array(_WORDS)
    schema = pa.schema([("url", pa.string()), ("width", pa.int32()), ("score", pa.float64())])
    with pq.ParquetWriter(path.with_suffix(".part"), schema, compression="snappy") as writer:
        for start in range(0, rows, 250_000):
            count = min(250_000, rows - start)
            at = (origins * random.power(0.5, count)).astype(np.int64)
            numbers = random.integers(0, 1_000, (4, count)).astype(str)
            url = (
                "https://"
                + hosts[at].astype(object)
                + "/"
                + words[random.integers(0, len(words), count)].astype(object)
            )
            url = (
                url
                + "/"
                + words[random.integers(0, len(words), count)].astype(object)
                + "-"
                + numbers[0].astype(object)
            )
            url = (
                url
                + "/"
                + numbers[1].astype(object)
                + numbers[2].astype(object)
                + ".html?id="
                + numbers[3].astype(object)
            )
            columns = [
                pa.array(url, pa.string()),
                random.integers(0, 9_000, count).astype(np.int32),
                random.random(count),
            ]
            writer.write_table(pa.table(columns, schema=schema))
    path.with_suffix(".part").rename(path)


def real_observations() -> Iterator[Observation]:
    """The robots.txt of each origin of the shared list of real URLs."""
    bodies = pq.read_table(DATA / "urls/web_urls_robots_bodies.parquet", columns=["sha256", "body"])
    by_digest = dict(zip(bodies["sha256"].to_pylist(), bodies["body"].to_pylist(), strict=True))
    urls = pq.read_table(DATA / "urls/web_urls.parquet", columns=["url", "robots_sha256"])
    digests: dict[str, str] = {}
    for url, digest in zip(urls["url"].to_pylist(), urls["robots_sha256"].to_pylist(), strict=True):
        asset = parse(url)
        if asset is not None and digest in by_digest:
            digests.setdefault(asset.origin, digest)
    for origin, digest in digests.items():
        yield Observation(url=f"{origin}/robots.txt", status=200, body=by_digest[digest], source="shared data")


def real_dataset(path: Path, rows: int) -> None:
    """The shared list of real URLs, repeated."""
    urls = pq.read_table(DATA / "urls/web_urls.parquet", columns=["url", "host"]).combine_chunks()
    with pq.ParquetWriter(path.with_suffix(".part"), urls.schema, compression="snappy") as writer:
        left = rows
        while left > 0:
            writer.write_table(urls.slice(0, left))
            left -= urls.num_rows
    path.with_suffix(".part").rename(path)


def copy(source: Path, target: Path, threads: int) -> float:
    """Seconds that DuckDB takes to copy all columns."""
    started = time.perf_counter()
    with duckdb.connect() as connection:
        connection.execute(f"SET threads = {threads}")
        connection.execute(f"COPY (SELECT * FROM '{source}') TO '{target}' (FORMAT parquet)")
    return time.perf_counter() - started


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=float, default=10, help="million rows")
    parser.add_argument("--origins", type=int, default=200_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--real", action="store_true", help="the shared list of real URLs with their robots.txt files")
    parser.add_argument("--work", type=Path, default=Path("build/bench"))
    options = parser.parse_args()
    work: Path = options.work
    work.mkdir(parents=True, exist_ok=True)
    threads = os.cpu_count() or 1
    rows = int(options.rows * 1_000_000)
    kind = "real" if options.real else str(options.origins)
    index, source = work / f"index-{kind}", work / f"urls-{rows}-{kind}.parquet"
    policy = work / "policy.toml"
    policy.write_text(_POLICY)
    if not (index / "index.json").exists():
        started = time.perf_counter()
        seen = real_observations() if options.real else observations(options.origins)
        segment, report = build(index, seen, [(kind, "")])
        print(
            f"index of {report.origins:,} origins, {segment.statements:,} statements: {time.perf_counter() - started:.1f} s"
        )
    if not source.exists():
        real_dataset(source, rows) if options.real else dataset(source, rows, options.origins)
    started = time.perf_counter()
    screen(str(source), index=index, policy=policy, out=str(work / "out.parquet"))
    print(f"first run, index compiled for the policy: {time.perf_counter() - started:.1f} s")
    # Before DuckDB has run in this process.
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    mine: list[float] = []
    theirs: list[float] = []
    used: list[tuple[float, float]] = []
    for _ in range(options.runs):
        begin = time.process_time()
        theirs.append(copy(source, work / "copy.parquet", threads))
        between = time.process_time()
        (work / "out.parquet.manifest.json").unlink()
        result = screen(str(source), index=index, policy=policy, out=str(work / "out.parquet"))
        mine.append(result.seconds)
        used.append((time.process_time() - between, between - begin))
    ratios = [a / b for a, b in zip(mine, theirs, strict=True)]
    processor = [statistics.median(times) for times in zip(*used, strict=True)]
    print(f"{rows:,} rows, {threads} threads, {options.runs} interleaved runs; outcomes {result.outcomes}")
    print(f"agister screen  median {statistics.median(mine):.2f} s  ({min(mine):.2f}–{max(mine):.2f})")
    print(f"DuckDB copy     median {statistics.median(theirs):.2f} s  ({min(theirs):.2f}–{max(theirs):.2f})")
    print(f"ratio           median {statistics.median(ratios):.2f}    ({min(ratios):.2f}–{max(ratios):.2f})")
    print(
        f"processor       median {processor[0]:.2f} s against {processor[1]:.2f} s, ratio {statistics.median(a / b for a, b in used):.2f}"
    )
    print(f"peak memory     {peak:.2f} GiB in the first run, with what it had to build and compile")


if __name__ == "__main__":
    main()
