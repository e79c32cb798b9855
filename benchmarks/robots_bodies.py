"""robots.txt bodies → statements of all protocols, against parsers that merely parse; and who agrees with Google's parser.

    python benchmarks/robots_bodies.py [--runs 5] [--rows 4000] [--all-rows]

Needs the shared real files ($AGISTER_DATA). Times are processor seconds of one thread, interleaved, medians; each parser gets what
it wants (bytes or text), decoded beforehand. The bar: all protocols together take no longer than Protego merely parsing.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import io
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from urllib.robotparser import RobotFileParser

import pyarrow.parquet as pq
from protego import Protego
from robots.parser import RobotsParser

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from agister.formats.robots_txt import is_allowed, parse_robots  # noqa: E402
from agister.protocols import PROTOCOLS, Seen  # noqa: E402
from agister.rights import Observation  # noqa: E402
from tests.places import DATA  # noqa: E402

ROBOTS = DATA / "robots"
SITE = "https://example.org"
Verdict = Callable[[str, str], bool]


def _stdlib(text: str) -> RobotFileParser:
    parser = RobotFileParser()
    parser.parse(text.splitlines())
    parser.modified()
    return parser


def _robotspy(text: str) -> RobotsParser:
    return RobotsParser.from_string(text)


def speed(runs: int) -> None:
    """Every body once per run, each program in turn."""
    bodies: list[bytes] = pq.read_table(ROBOTS / "bodies.parquet").column("body").to_pylist()
    texts = [body.decode("utf-8", "replace") for body in bodies]
    observations = [Observation(url=f"{SITE}/robots.txt", status=200, body=body) for body in bodies]

    def read_with(protocols: tuple[object, ...]) -> Callable[[], int]:
        def run() -> int:
            count = 0
            for observation in observations:
                seen = Seen(observation)
                for protocol in PROTOCOLS:
                    if protocol in protocols:
                        count += len(protocol.read(seen).statements)
            return count

        return run

    contenders: dict[str, Callable[[], object]] = {
        "Protego, parse": lambda: [None for text in texts if Protego.parse(text) is None],
        "agister, all protocols, with evidence": read_with(PROTOCOLS),
        "agister, robots_txt alone": read_with(tuple(p for p in PROTOCOLS if p.name == "robots_txt")),
        "agister, lines and groups": lambda: [None for body in bodies if parse_robots(body) is None],
        "urllib.robotparser, parse": lambda: [None for text in texts if _stdlib(text) is None],
        "robotspy, parse": lambda: [None for text in texts if _robotspy(text) is None],
    }
    times: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(runs):
        for name, run in contenders.items():
            gc.collect()
            began = time.process_time()
            with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
                run()
            times[name].append(time.process_time() - began)
    reference = statistics.median(times["Protego, parse"])
    print(
        f"{len(bodies)} bodies, {sum(map(len, bodies)) / 1e6:.1f} MB, {runs} interleaved runs, {len(PROTOCOLS)} protocols"
    )
    print(f"{'':40}{'median s':>10}{'min s':>8}{'× Protego':>11}")
    for name, seconds in times.items():
        median = statistics.median(seconds)
        print(f"{name:40}{median:10.2f}{min(seconds):8.2f}{median / reference:11.2f}")


def agreement(limit: int | None) -> None:
    """Verdicts against those of Google's parser, over rows without a caveat and all 24 agents."""
    agents = (ROBOTS / "agents.json").read_text("utf-8").strip().split(",")
    table = pq.read_table(ROBOTS / "bodies.parquet", columns=["sha256", "body"])
    bodies = dict(zip(table.column("sha256").to_pylist(), table.column("body").to_pylist(), strict=True))
    rows = [row for row in pq.read_table(ROBOTS / "google_labels.parquet").to_pylist() if not row["caveat"]]
    rows.sort(key=lambda row: row["sha256"])
    if limit:
        rows = rows[:: max(1, len(rows) // limit)]
    wrong: dict[str, int] = {}
    digest, verdicts = "", dict[str, Verdict]()
    for row in rows:
        if row["sha256"] != digest:
            digest, verdicts = row["sha256"], _verdicts(bodies[row["sha256"]])
        for name, verdict in verdicts.items():
            for bit, agent in enumerate(agents):
                allowed = bool(row["allowed_mask"] >> bit & 1)
                wrong[name] = wrong.get(name, 0) + (verdict(agent, row["path"]) != allowed)
    total = len(rows) * len(agents)
    print(f"\nDisagreement with Google's parser, {len(rows)} rows × {len(agents)} agents")
    for name, count in sorted(wrong.items(), key=lambda item: item[1]):
        print(f"{name:40}{count:10}{100 * count / total:10.3f} %")


def _verdicts(body: bytes) -> dict[str, Verdict]:
    text = body.decode("utf-8", "replace")
    protego, stdlib, robotspy = Protego.parse(text), _stdlib(text), _robotspy(text)
    return {
        "agister, strict": lambda agent, path: is_allowed(body, agent, path),
        "agister, lenient": lambda agent, path: is_allowed(body, agent, path, "lenient"),
        "Protego": lambda agent, path: bool(protego.can_fetch(SITE + path, agent)),
        "urllib.robotparser": lambda agent, path: stdlib.can_fetch(agent, SITE + path),
        "robotspy": lambda agent, path: bool(robotspy.can_fetch(agent, SITE + path)),
    }


def main() -> None:
    """Both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--rows", type=int, default=4000, help="rows of the agreement table (0: none)")
    parser.add_argument("--all-rows", action="store_true", help="every row, which takes some minutes")
    choice = parser.parse_args()
    if not ROBOTS.is_dir():
        sys.exit(f"no real files at {DATA}: set AGISTER_DATA to the folder that holds them")
    if choice.runs:
        speed(choice.runs)
    if choice.all_rows or choice.rows:
        agreement(None if choice.all_rows else choice.rows)


if __name__ == "__main__":
    main()
