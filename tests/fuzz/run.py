"""Coverage-guided fuzzing of everything that reads bytes of the world: `make fuzz`.

Each target runs in a process of its own for the same time, with bounds on memory and on the time of one input. A crash,
a hang or too much memory ends with status 1 and leaves the input in the folder that is printed.

    python tests/fuzz/run.py --seconds 60            # all of them, a minute each
    python tests/fuzz/run.py --only url --seconds 5
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

#: Bounds of one input and one process: seconds, and MiB.
TIMEOUT, MEMORY, LENGTH = 20, 2048, 65_536


def fuzz(target: str, seconds: int, folder: Path) -> None:
    """Run one target in this process; never returns."""
    import atheris

    with atheris.instrument_imports(include=["agister"]):
        from tests.fuzz import targets

    corpus = folder / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(dict.fromkeys(targets.seeds(target))):
        (corpus / f"seed-{number}").write_bytes(seed[:LENGTH])
    words = folder / "words"
    quoted = ['"' + word.encode("unicode_escape").decode("ascii") + '"' for word in targets.WORDS]
    words.write_text("\n".join(quoted), "ascii")
    run = targets.TARGETS[target]
    atheris.Setup(
        [
            sys.argv[0],
            f"-max_total_time={seconds}",
            f"-timeout={TIMEOUT}",
            f"-rss_limit_mb={MEMORY}",
            f"-max_len={LENGTH}",
            f"-artifact_prefix={folder}/",
            f"-dict={words}",
            "-print_final_stats=1",
            str(corpus),
        ],
        lambda octets: (run(octets), None)[1],
    )
    atheris.Fuzz()


def main() -> int:
    """Run the targets one after another and print a table of what was run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=60, help="for each target (60)")
    parser.add_argument("--only", action="append", metavar="TARGET", help="this target, or these")
    parser.add_argument("--out", type=Path, help="folder for inputs that fail (a new one)")
    parser.add_argument("--inside", metavar="TARGET", help=argparse.SUPPRESS)
    given = parser.parse_args()
    out: Path = (given.out or Path(tempfile.mkdtemp(prefix="agister-fuzz-"))).resolve()
    if given.inside:
        fuzz(given.inside, given.seconds, out)
    from tests.fuzz.targets import TARGETS

    unknown = set(given.only or ()) - set(TARGETS)
    if unknown:
        parser.error(f"no such target: {', '.join(sorted(unknown))}; there are {', '.join(TARGETS)}")
    failed = []
    print("| target | inputs | inputs/s | peak MiB | result |\n| --- | --- | --- | --- | --- |")
    for target in given.only or TARGETS:
        words = [
            sys.executable,
            __file__,
            "--inside",
            target,
            "--seconds",
            str(given.seconds),
            "--out",
            str(out / target),
        ]
        done = subprocess.run(words, capture_output=True, text=True, errors="replace", cwd=ROOT, check=False)
        log = done.stdout + done.stderr
        stats = dict(re.findall(r"stat::(\w+):\s+(\d+)", log))
        result = "clean" if done.returncode == 0 else f"failed ({done.returncode})"
        print(
            f"| {target} | {stats.get('number_of_executed_units', '?')} | {stats.get('average_exec_per_sec', '?')} "
            f"| {stats.get('peak_rss_mb', '?')} | {result} |",
            flush=True,
        )
        if done.returncode:
            failed.append(target)
            (out / target).mkdir(parents=True, exist_ok=True)
            (out / target / "log.txt").write_text(log, "utf-8")
    if failed:
        print(f"failed: {', '.join(failed)}; inputs and logs are in {out}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
