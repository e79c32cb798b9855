"""The kernel alone on one core, beside Protego with files parsed and warm.

    python -m benchmarks.kernel [--rows N] [--origins N] [--rules N]

Two loads: the real URLs of `$AGISTER_DATA/urls` with their robots files (repeated to N rows), and generated origins whose robots files
hold many rules. Prints URLs per second of each and the ratio, building time, and the disagreements that remain explained
(Protego decodes escapes and reads wildcards in its own way).
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Sequence

import pyarrow as pa
import pyarrow.parquet as pq
from protego import Protego

from agister.formats.url import parse
from agister.protocols import robots_txt
from agister.protocols.precedence import panels_of
from agister.protocols.seen import Seen
from agister.rights import Observation, Panel, Question, Statement, Usage
from agister.screening.rulebooks import ALWAYS, CompiledRulebooks, RulebookBuilder
from agister.screening.screen_column import screen_column
from tests.places import DATA

TOKEN = "examplebot"
WORDS = [
    "private", "search", "admin", "tag", "user", "print", "feed", "cart", "login", "api", "static", "img",
    "assets", "news", "article", "archive", "product", "category", "review", "forum", "thread", "comment",
    "profile", "download", "media", "video", "sitemap", "help", "about", "terms",
]  # fmt: skip


def panels(body: bytes) -> tuple[Panel, ...]:
    seen = Seen(Observation(url="https://example.org/robots.txt", status=200, body=body))
    question = Question(usage=Usage.TRAIN_AI, tokens=(TOKEN,))
    return panels_of(robots_txt, robots_txt.read(seen).statements, question)


def build(bodies: dict[str, bytes], origins: dict[str, str]) -> CompiledRulebooks:
    """Rulebooks of origins, each named with the key of its file."""
    read = {name: panels(body) for name, body in bodies.items()}
    numbers: dict[int, int] = {}

    def number(statement: Statement) -> int:
        return numbers.setdefault(id(statement), len(numbers))

    begin = time.process_time()
    builder = RulebookBuilder()
    profiles = {
        name: builder.profile([builder.panel(0, panel, number) for panel in found]) for name, found in read.items()
    }
    for origin, name in origins.items():
        builder.key(origin, [(ALWAYS, profiles[name])])
    built = builder.finish()
    seconds = time.process_time() - begin
    rules = len(built.rules) - 1
    print(
        f"  compiled {len(origins):,} origins, {rules:,} rules in {seconds:.2f} s, {seconds / rules * 1e6:.2f} µs a rule"
    )
    return built


def rate(run: Callable[[], object], rows: int, repeats: int = 5) -> float:
    """Median rows per second of processor time: one core, however busy the machine."""
    times = []
    for _ in range(repeats):
        begin = time.process_time()
        run()
        times.append(time.process_time() - begin)
    return rows / sorted(times)[repeats // 2]


def compare(
    title: str, bodies: dict[str, bytes], origins: dict[str, str], urls: Sequence[str], rows: int, sample: int
) -> None:
    print(title)
    rulebooks = build(bodies, origins)
    once = pa.array(urls)
    column = pa.concat_arrays([once] * max(rows // len(urls), 1))
    screen_column(rulebooks, column[:1000])
    ours = rate(lambda: screen_column(rulebooks, column), len(column))
    some = list(urls[:: max(len(urls) // sample, 1)])
    assets = [parse(url) for url in some]
    pairs = [
        (url, origins[asset.origin])
        for url, asset in zip(some, assets, strict=True)
        if asset and asset.origin in origins
    ]
    parsers = {name: Protego.parse(bodies[name].decode("utf-8", "replace")) for name in {name for _, name in pairs}}
    files = [parsers[name] for _, name in pairs]
    addresses = [url for url, _ in pairs]

    def protego() -> list[bool]:
        return [parser.can_fetch(url, TOKEN) for parser, url in zip(files, addresses, strict=True)]

    allowed = protego()
    theirs = rate(protego, len(addresses), 3)
    mine = screen_column(rulebooks, pa.array(addresses)).outcome
    differ = sum((outcome == 3) == can for outcome, can in zip(mine.tolist(), allowed, strict=True))
    print(f"  kernel   {ours / 1e6:8.2f} million URLs/s a core ({len(column):,} rows)")
    print(f"  Protego  {theirs / 1e6:8.3f} million URLs/s a core ({len(addresses):,} rows, files parsed, warm)")
    print(f"  ratio    {ours / theirs:8.0f} ×    different answers {differ:,} of {len(addresses):,}")


def real(rows: int) -> None:
    table = pq.read_table(DATA / "urls" / "web_urls.parquet")
    stored = pq.read_table(DATA / "urls" / "web_urls_robots_bodies.parquet", columns=["sha256", "body"])
    bodies = dict(zip(stored["sha256"].to_pylist(), stored["body"].to_pylist(), strict=True))
    urls = table["url"].to_pylist()
    origins = {}
    for url, name in zip(urls, table["robots_sha256"].to_pylist(), strict=True):
        asset = parse(url)
        if asset is not None and name in bodies:
            origins[asset.origin] = name
    compare(
        "real URLs and robots files", {name: bodies[name] for name in set(origins.values())}, origins, urls, rows, 20000
    )


def generated(rows: int, count: int, rules: int) -> None:
    rng = random.Random(9309)
    bodies, origins = {}, {}

    def path() -> str:
        return "/" + "/".join(rng.choices(WORDS, k=rng.randrange(1, 5)))

    for number in range(count):
        lines = ["User-agent: *"]
        for _ in range(rng.randrange(1, 2 * rules)):
            shape = rng.random()
            pattern = (
                path()
                if shape < 0.7
                else f"{path()}/*{rng.choice(WORDS)}"
                if shape < 0.9
                else f"/*.{rng.choice(WORDS)}$"
            )
            lines.append(
                f"{'Disallow' if rng.random() < 0.8 else 'Allow'}: {pattern}{rng.choice(['', '/', '?'])}".replace(
                    "$?", "$"
                )
            )
        name = str(number)
        bodies[name] = "\n".join(lines).encode()
        origins[f"https://www.{rng.choice(WORDS)}-{number}.example"] = name
    names = list(origins)
    urls = [
        f"{rng.choice(names)}{path()}/{rng.randrange(10**6)}.html?id={rng.randrange(10**4)}"
        for _ in range(min(rows, 2_000_000))
    ]
    compare(f"generated, {count:,} origins, {rules} rules each", bodies, origins, urls, rows, 20000)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=2_000_000)
    parser.add_argument("--origins", type=int, default=50_000)
    parser.add_argument("--rules", type=int, default=30)
    asked = parser.parse_args()
    if DATA.is_dir():
        real(asked.rows)
    else:
        print(f"no real files at {DATA}: set AGISTER_DATA to the folder that holds them")
    generated(asked.rows, asked.origins, asked.rules)


if __name__ == "__main__":
    main()
