"""WARC → observations, against FastWARC merely iterating over the same archive.

    python benchmarks/bench_warc.py [--megabytes 500] [--runs 3] [--profile]

Generates an archive (kept in build/bench) and prints the ratio. The bar: at least 40 % of the speed of the iteration. A
capture of robots.txt files is many small records, where Python's cost per record shows; pages are few large ones.
"""

from __future__ import annotations

import argparse
import gzip
import random
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from fastwarc.warc import ArchiveIterator

from agister.sources.report import SourceReport
from agister.sources.warc import observations

FOLDER = Path(__file__).resolve().parent.parent / "build" / "bench"
WORDS = (
    "allow",
    "disallow",
    "archive",
    "images",
    "pages",
    "news",
    "blog",
    "shop",
    "search",
    "login",
    "print",
    "static",
    "media",
    "journal",
    "index",
    "terms",
)


def record(kind: str, url: str, block: bytes) -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Date: 2031-02-03T10:11:12Z\r\n"
        f"WARC-Record-ID: <urn:uuid:{random.getrandbits(128):032x}>\r\nContent-Length: {len(block)}\r\n"
        f"Content-Type: application/http; msgtype={kind}\r\nWARC-IP-Address: 192.0.2.7\r\nWARC-Target-URI: {url}\r\n"
        f"WARC-Payload-Digest: sha1:{random.getrandbits(160):032X}\r\nWARC-Identified-Payload-Type: text/html\r\n\r\n"
    )
    return gzip.compress(head.encode() + block + b"\r\n\r\n", 6)


def answer(kind: str, body: bytes) -> bytes:
    head = (
        f"HTTP/1.1 200 OK\r\nDate: Mon, 03 Feb 2031 10:11:12 GMT\r\nServer: nginx\r\nContent-Type: {kind}\r\n"
        "X-Crawl-Content-Encoding: gzip\r\nConnection: keep-alive\r\nVary: Accept-Encoding\r\n"
        f'ETag: "{random.getrandbits(64):x}"\r\nCache-Control: max-age=3600\r\nX-Cache: HIT\r\n'
        f"Strict-Transport-Security: max-age=31536000\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def capture(number: int) -> Iterator[bytes]:
    """A robots.txt capture: request, response (a tenth of them 404 pages) and metadata, as Common Crawl writes them."""
    url = f"https://www.host-{number}.example/robots.txt"
    yield record("request", url, b"GET /robots.txt HTTP/1.1\r\nHost: x\r\nUser-Agent: Bot/2.0\r\nAccept: */*\r\n\r\n")
    if number % 10:
        lines = (f"Disallow: /{random.choice(WORDS)}/{random.getrandbits(24):x}/" for _ in range(random.randrange(60)))
        yield record("response", url, answer("text/plain", "\n".join(["User-agent: *", *lines]).encode()))
    else:
        page = " ".join(random.choices(WORDS, k=600))
        yield record("response", url, answer("text/html", page.encode()).replace(b"200 OK", b"404 Not Found", 1))
    yield record("metadata", url, b"fetchTimeMs: 203\r\ncharset-detected: UTF-8\r\n\r\n")


def crawl(number: int) -> Iterator[bytes]:
    """A page and an image of it."""
    url = f"https://www.host-{number}.example/page"
    paragraphs = (f"<p id=x{random.getrandbits(30):x}>{' '.join(random.choices(WORDS, k=40))}</p>" for _ in range(180))
    body = "".join(paragraphs)
    yield record("request", url, b"GET /page HTTP/1.1\r\nHost: x\r\n\r\n")
    yield record("response", url, answer("text/html; charset=utf-8", body.encode()))
    yield record("response", url + ".jpg", answer("image/jpeg", random.randbytes(20_000)))


def generate(name: str, megabytes: int, shares: dict[Callable[[int], Iterator[bytes]], float]) -> Path:
    """An archive of about that size: some thousand different records, repeated."""
    place = FOLDER / f"{name}-{megabytes}.warc.gz"
    if place.is_file():
        return place
    FOLDER.mkdir(parents=True, exist_ok=True)
    random.seed(7)
    part = place.with_suffix(".part")
    with part.open("wb") as out:
        for kind, share in shares.items():
            pool = [one for number in range(800) for one in kind(number)]
            written = 0
            while written < megabytes * 1_000_000 * share:
                written += sum(map(out.write, pool))
    return part.rename(place)


def iterate(place: Path, parse_http: bool) -> int:
    return sum(1 for _ in ArchiveIterator(str(place), parse_http=parse_http))


def observe(place: Path) -> int:
    report = SourceReport()
    for _ in observations(place, name=place.name, report=report):
        pass
    return report.records


def measure(name: str, megabytes: int, shares: dict[Callable[[int], Iterator[bytes]], float], runs: int) -> None:
    place = generate(name, megabytes, shares)
    size = place.stat().st_size / 1e6
    ways: dict[str, Callable[[], int]] = {
        "FastWARC, records only": lambda: iterate(place, False),
        "FastWARC, HTTP parsed (its default)": lambda: iterate(place, True),
        "agister observations": lambda: observe(place),
    }
    took: dict[str, list[float]] = {way: [] for way in ways}
    count = 0
    for _ in range(runs):
        for way, run in ways.items():
            start = time.process_time()
            count = run()
            took[way].append(time.process_time() - start)
    middle = {way: statistics.median(values) for way, values in took.items()}
    ours = middle["agister observations"]
    print(f"{name}: {size:.0f} MB, {count:,} records, median of {runs} interleaved runs, CPU time of one thread")
    for way, seconds in middle.items():
        share = "" if seconds is ours else f"   agister at {seconds / ours:.0%} of its speed"
        print(f"  {way:<36} {seconds:6.2f} s {size / seconds:7.1f} MB/s {count / seconds:9,.0f} records/s{share}")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--megabytes", type=int, default=500)
    options.add_argument("--runs", type=int, default=3)
    options.add_argument("--profile", action="store_true", help="show where the time goes, on the robots.txt captures")
    chosen = options.parse_args()
    if chosen.profile:
        import cProfile

        place = generate("captures", chosen.megabytes // 5, {capture: 1.0})
        cProfile.runctx("observe(place)", globals(), locals(), sort="tottime")
        return
    measure("mixed", chosen.megabytes, {capture: 0.5, crawl: 0.5}, chosen.runs)
    measure("captures", chosen.megabytes // 5, {capture: 1.0}, chosen.runs)
    measure("pages", chosen.megabytes // 5, {crawl: 1.0}, chosen.runs)


if __name__ == "__main__":
    main()
