"""Coverage-guided fuzzing of everything that reads bytes of the world: `make fuzz` (docs/reference/fuzzing.md).

Each target runs in a process of its own for the same time, with bounds on memory and on the time of one input. A crash,
a hang or too much memory ends with status 1; the input is kept under build/fuzz/. What was learned is kept there too,
so that the next run goes on from it.

    python tests/fuzz/run.py --seconds 60            # all of them, a minute each
    python tests/fuzz/run.py --only url --seconds 5
    python tests/fuzz/run.py --only url --again build/fuzz/url/crash-…
"""

from __future__ import annotations

import argparse
import importlib.util
import re
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

#: Bounds of one input (seconds, bytes) and of one process (MiB).
TIMEOUT, LENGTH, MEMORY = 20, 65_536, 2048
#: Seconds that a process may take besides the fuzzing itself: imports, compiling the kernel, the inputs it starts from.
AROUND = 300
_LINE = re.compile(r"^#(\d+)\s.*?cov: (\d+) ft: \d+ corp: (\d+)/", re.MULTILINE)


def fuzz(target: str, seconds: int, folder: Path) -> None:
    """Run one target in this process; never returns."""
    import atheris

    # What numba compiles, it compiles from bytecode, which must not be touched.
    kernel = [
        ".".join(path.relative_to(ROOT / "src").with_suffix("").parts)
        for path in (ROOT / "src").rglob("*.py")
        if re.search(
            r"^(?:import numba|from (?:numba|agister\.screening\.compiled) )", path.read_text("utf-8"), re.MULTILINE
        )
    ]
    with atheris.instrument_imports(include=["agister"], exclude=kernel):
        from tests.fuzz import seeds, targets

    corpus = folder / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(dict.fromkeys(seeds.seeds(target))):
        (corpus / f"seed-{number}").write_bytes(seed[:LENGTH])
    words = folder / "words"
    words.write_text("\n".join('"' + "".join(f"\\x{o:02x}" for o in word) + '"' for word in seeds.WORDS), "ascii")
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


def report(target: str, seconds: int, folder: Path) -> bool:
    """Fuzz one target in a process of its own and print its line of the table; whether it held."""
    folder.mkdir(parents=True, exist_ok=True)
    words = [sys.executable, __file__, "--inside", target, "--seconds", str(seconds), "--out", str(folder)]
    began = time.time()
    try:
        done = subprocess.run(
            words, capture_output=True, text=True, errors="replace", cwd=ROOT, check=False, timeout=seconds + AROUND
        )
        code, log = str(done.returncode), done.stdout + done.stderr
    except subprocess.TimeoutExpired as error:
        code, log = "never ended", (error.stderr or b"").decode("utf-8", "replace")
    stats = dict(re.findall(r"stat::(\w+):\s+(\d+)", log))
    progress = _LINE.findall(log)
    inputs, coverage, corpus = progress[-1] if progress else ("?", "?", "?")
    found = sorted(
        path.name
        for path in folder.glob("*-*")
        if path.is_file() and path.stat().st_mtime >= began - 1 and path.name.split("-")[0] != "seed"
    )
    result = "clean" if code == "0" else f"failed ({code}): {', '.join(found) or 'no input'}"
    print(
        f"| {target} | {stats.get('number_of_executed_units', inputs)} | {stats.get('average_exec_per_sec', '?')} "
        f"| {coverage} | {corpus} | {stats.get('peak_rss_mb', '?')} | {result} |",
        flush=True,
    )
    (folder / "log.txt").write_text(log, "utf-8")
    return code == "0"


def main() -> int:
    """Run the targets one after another and print a table of what was run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=60, help="for each target (60)")
    parser.add_argument("--only", action="append", metavar="TARGET", help="this target, or these")
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "fuzz", help="folder of inputs (build/fuzz)")
    parser.add_argument("--again", type=Path, metavar="FILE", help="only run this input, without the fuzzer")
    parser.add_argument("--inside", metavar="TARGET", help=argparse.SUPPRESS)
    given = parser.parse_args()
    out: Path = given.out.resolve()
    if not given.again and importlib.util.find_spec("atheris") is None:
        version = ".".join(map(str, sys.version_info[:2]))
        print(
            f"fuzzing needs atheris, which is not installed for this Python ({version} on {sys.platform}). It is published "
            "for Linux and Python 3.11 to 3.13: pip install 'agister[fuzz]'. The same targets run without it, on seeds "
            "and generated bytes, in: pytest tests/fuzz",
            file=sys.stderr,
        )
        return 2
    if given.inside:
        fuzz(given.inside, given.seconds, out)
    from tests.fuzz.targets import TARGETS

    unknown = set(given.only or ()) - set(TARGETS)
    if unknown:
        parser.error(f"no such target: {', '.join(sorted(unknown))}; there are {', '.join(TARGETS)}")
    if given.again:
        for target in given.only or parser.error("--again needs the target of the input: --only TARGET"):
            TARGETS[target](given.again.read_bytes())
        print("the input passes")
        return 0
    print("| target | inputs | inputs/s | coverage | corpus | peak MiB | result |\n|---|---|---|---|---|---|---|")
    failed = [target for target in given.only or TARGETS if not report(target, given.seconds, out / target)]
    if failed:
        print(f"failed: {', '.join(failed)}; inputs and logs are in {out}/TARGET")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
