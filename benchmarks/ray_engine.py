"""The Ray engine beside the local one: the same shards, the same index, the same answers, and what the cluster costs.

    python -m benchmarks.ray_engine --shards 4 --rows 1 --origins 20000

Generates what is missing (in --work), starts a cluster of this machine's CPUs once, then runs the two in turn. The outputs
must be equal to the byte.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import statistics
import time
from pathlib import Path

from agister.screening.index_build import build
from agister.screening.screen import screen
from benchmarks.screening import _POLICY, dataset, observations


def digests(folder: Path) -> dict[str, str]:
    """Name of each shard → digest of its bytes."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.glob("*.parquet"))}


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=float, default=1, help="million rows in each shard")
    parser.add_argument("--shards", type=int, default=4)
    parser.add_argument("--origins", type=int, default=20_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--work", type=Path, default=Path("build/bench"))
    options = parser.parse_args()
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    import ray

    work: Path = options.work.resolve()
    rows = int(options.rows * 1_000_000)
    shards, index, policy = (
        work / f"shards-{options.shards}-{rows}",
        work / f"index-{options.origins}",
        work / "policy.toml",
    )
    shards.mkdir(parents=True, exist_ok=True)
    policy.write_text(_POLICY)
    if not (index / "index.json").exists():
        build(index, observations(options.origins), [(str(options.origins), "")])
    for number in range(options.shards):
        place = shards / f"{number:03}.parquet"
        if not place.exists():
            dataset(place, rows, options.origins)
    started = time.perf_counter()
    ray.init(include_dashboard=False, log_to_driver=False, logging_level="error")
    print(
        f"a cluster of {ray.cluster_resources().get('CPU', 0):.0f} CPUs: {time.perf_counter() - started:.1f} s to start"
    )
    seconds: dict[str, list[float]] = {"local": [], "ray": []}
    found: dict[str, dict[str, str]] = {}
    # The first run of each is not counted: it compiles the index, and Ray's processes compile the kernel.
    for run in range(options.runs + 1):
        for engine, measured in seconds.items():
            out = work / f"out-{engine}"
            shutil.rmtree(out, ignore_errors=True)
            Path(f"{out}.manifest.json").unlink(missing_ok=True)
            started = time.perf_counter()
            screen(str(shards), index=index, policy=policy, out=str(out), engine=engine)
            if run:
                measured.append(time.perf_counter() - started)
            found[engine] = digests(out)
    ray.shutdown()
    ratios = [a / b for a, b in zip(seconds["ray"], seconds["local"], strict=True)]
    same = found["ray"] == found["local"] and len(found["ray"]) == options.shards
    print(
        f"{options.shards} shards of {rows:,} rows, {options.runs} interleaved runs; outputs equal to the byte: {same}"
    )
    for engine, values in seconds.items():
        print(f"{engine:<6} median {statistics.median(values):.2f} s  ({min(values):.2f}–{max(values):.2f})")
    print(f"ratio  median {statistics.median(ratios):.2f}    ({min(ratios):.2f}–{max(ratios):.2f})")
    if not same:
        raise SystemExit("the two engines gave different bytes")


if __name__ == "__main__":
    main()
