"""Bad input through the console script: one clear line, exit status 2, and nothing half-written left behind."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import time
from base64 import b64encode
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.archives import answer, packed, record
from tests.commands import ENVIRONMENT, SCRIPT, Agister, observations_table
from tests.datasets import left_in, table_of, write
from tests.indexes import POLICY, SITES, URLS, index_of, policy_file


@pytest.fixture
def agister(capsys: pytest.CaptureFixture[str]) -> Agister:
    return Agister(capsys)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bad-input")
    index_of(folder / "idx", SITES)
    policy_file(folder)
    return folder


def screening(place: Path, dataset: Path, *more: object) -> list[object]:
    out = dataset.parent / "made" / "out"
    return ["screen", dataset, "--index", place / "idx", "--policy", place / "policy.toml", "--out", out, *more]


def made(folder: Path) -> list[str]:
    return left_in(folder / "made") if (folder / "made").exists() else []


@pytest.mark.parametrize("name", ["a.parquet", "a.csv", "a.csv.gz", "a.jsonl", "a.jsonl.zst"])
def test_an_empty_file(agister: Agister, place: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"")
    said = agister.refuses(*screening(place, tmp_path / name)[:-1], tmp_path / "made" / f"out-{name}")
    assert said == f"{name} is empty (0 bytes)"
    assert made(tmp_path) == []


def test_an_empty_file_among_others(agister: Agister, place: Path, tmp_path: Path) -> None:
    write(tmp_path / "in/a.parquet")
    (tmp_path / "in/b.parquet").write_bytes(b"")
    assert agister.refuses(*screening(place, tmp_path / "in")) == "b.parquet is empty (0 bytes)"
    # What was finished before stays, and is not done again once the shard is mended.
    assert made(tmp_path) == ["out.manifest.json", "out/a.parquet"]
    write(tmp_path / "in/b.parquet")
    assert "1 of 2 shards were done already" in agister(*screening(place, tmp_path / "in")).out


def test_a_missing_column(agister: Agister, place: Path, tmp_path: Path) -> None:
    write(tmp_path / "in/a.parquet")
    write(tmp_path / "in/b.parquet", table_of().rename_columns(["id", "address", "text"]))
    message = agister.refuses(*screening(place, tmp_path / "in"))
    assert message == "b.parquet has no column 'url'; it has: 'id', 'address', 'text'"
    assert made(tmp_path) == ["out.manifest.json", "out/a.parquet"]


def test_no_column_of_urls(agister: Agister, place: Path, tmp_path: Path) -> None:
    write(tmp_path / "in/a.parquet", pa.table({"n": [1], "word": ["x"]}))
    assert agister.refuses(*screening(place, tmp_path / "in")) == (
        "no column of URLs among: 'n', 'word'; name it with --url-column"
    )


def test_a_column_of_the_wrong_type(agister: Agister, place: Path, tmp_path: Path) -> None:
    write(tmp_path / "in/a.parquet", pa.table({"url": [1]}))
    assert agister.refuses(*screening(place, tmp_path / "in", "--url-column", "url")) == (
        "column 'url' is int64, not text: name the column of URLs with --url-column"
    )
    assert made(tmp_path) == []


def test_a_column_of_the_wrong_type_in_a_later_shard(agister: Agister, place: Path, tmp_path: Path) -> None:
    write(tmp_path / "in/a.parquet")
    write(tmp_path / "in/b.parquet", pa.table({"url": [1, 2]}))
    assert agister.refuses(*screening(place, tmp_path / "in")) == (
        "b.parquet: column 'url' is int64, not text: name the column of URLs with --url-column"
    )
    assert made(tmp_path) == ["out.manifest.json", "out/a.parquet"]


@pytest.mark.parametrize("split", [False, True])
def test_half_written_parquet(agister: Agister, place: Path, tmp_path: Path, split: bool) -> None:
    path = write(tmp_path / "in/a.parquet")
    path.write_bytes(path.read_bytes()[:-30])
    more = ["--kept", tmp_path / "made/kept"] if split else []
    message = agister.refuses(*screening(place, tmp_path / "in", *more))
    assert message.startswith("a.parquet is not a whole Parquet file (")
    assert made(tmp_path) == []


@pytest.mark.parametrize("split", [False, True])
def test_parquet_with_a_hole(agister: Agister, place: Path, tmp_path: Path, split: bool) -> None:
    path = write(tmp_path / "in/a.parquet", table_of([f"https://a.example/{n}" for n in range(5000)]))
    raw = bytearray(path.read_bytes())
    raw[4 : len(raw) // 2] = b"\xff" * (len(raw) // 2 - 4)
    path.write_bytes(raw)
    more = ["--kept", tmp_path / "made/kept"] if split else []
    assert "write it again" in agister.refuses(*screening(place, tmp_path / "in", *more, "--url-column", "url"))
    assert made(tmp_path) == []


def test_mixed_shards(agister: Agister, place: Path, tmp_path: Path) -> None:
    write(tmp_path / "in/a.parquet")
    write(tmp_path / "in/b.jsonl")
    assert agister.refuses(*screening(place, tmp_path / "in")) == (
        "the dataset mixes jsonl and parquet files: screen them one kind at a time"
    )
    assert made(tmp_path) == []


def test_an_index_of_another_version(agister: Agister, tmp_path: Path) -> None:
    index = index_of(tmp_path / "idx", SITES)
    entry = index.path / "index.json"
    entry.write_text(json.dumps(json.loads(entry.read_text()) | {"format": 2}))
    policy_file(tmp_path)
    write(tmp_path / "in/a.parquet")
    message = agister.refuses(*screening(tmp_path, tmp_path / "in"))
    assert message.endswith(
        "is an index of format 2, this version of agister reads format 1: "
        "build it again from its inputs (listed in its index.json)"
    )
    assert agister.refuses("index", "stats", index.path) == message


def test_a_damaged_index(agister: Agister, tmp_path: Path) -> None:
    index = index_of(tmp_path / "idx", SITES)
    (index.path / "segment-0000" / "observations.parquet").write_bytes(b"PAR1")
    policy_file(tmp_path)
    write(tmp_path / "in/a.parquet")
    assert agister.refuses(*screening(tmp_path, tmp_path / "in")).endswith(
        "is damaged (ArrowInvalid): build the index again"
    )
    assert made(tmp_path) == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "name = ",
        'name = "x"\nusage = "cooking"\n',
        POLICY + "[robots]\n",
        POLICY.replace("reading", "raeding"),
        POLICY.replace('"strict"', '"loose"'),
        POLICY.replace('["gptbot"]', "5"),
        "\xff\x00",
    ],
)
def test_a_policy_with_mistakes(agister: Agister, place: Path, tmp_path: Path, text: str) -> None:
    wrong = tmp_path / "wrong.toml"
    wrong.write_bytes(text.encode("latin-1"))
    write(tmp_path / "in/a.parquet")
    assert agister.refuses(*screening(place, tmp_path / "in", "--policy", wrong)).startswith("wrong.toml")
    assert made(tmp_path) == []


@pytest.mark.skipif(os.geteuid() == 0, reason="every folder is readable for root")
def test_an_unreadable_folder(agister: Agister, place: Path, tmp_path: Path) -> None:
    write(tmp_path / "in/a.parquet")
    (tmp_path / "in").chmod(0)
    try:
        agister.refuses(*screening(place, tmp_path / "in"))
    finally:
        (tmp_path / "in").chmod(0o700)


def test_an_output_where_nothing_can_be_written(agister: Agister, place: Path, tmp_path: Path) -> None:
    write(tmp_path / "in/a.parquet")
    (tmp_path / "made").write_text("a file is in the way")
    agister.refuses(*screening(place, tmp_path / "in"))
    assert left_in(tmp_path) == ["in/a.parquet", "made"]


def limited(size: int) -> None:
    """A disk that is full after so many bytes: the next write fails."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def run_limited(size: int, *arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*SCRIPT, *map(str, arguments)],
        env=ENVIRONMENT | {"NUMBA_DISABLE_JIT": "0"},
        capture_output=True,
        text=True,
        preexec_fn=lambda: limited(size),
        check=False,
    )


MANY = [f"https://partly.example/{n:x}{'/art' * (n % 7)}" for n in range(60_000)]


@pytest.mark.parametrize("ending", ["parquet", "csv", "jsonl.gz"])
@pytest.mark.parametrize("split", [False, True])
def test_a_full_disk(agister: Agister, place: Path, tmp_path: Path, ending: str, split: bool) -> None:
    source = write(tmp_path / f"in/a.{ending}", table_of(MANY))
    more = ["--kept", tmp_path / "made/kept", "--excluded", tmp_path / "made/excluded"] if split else []
    agister(*screening(place, write(tmp_path / "warm" / f"a.{ending}")))
    found = run_limited(source.stat().st_size // 3, *screening(place, tmp_path / "in", *more))
    assert (found.returncode, found.stdout) == (2, ""), found
    assert found.stderr.count("\n") == 1, found.stderr
    assert found.stderr.startswith("agister: ")
    assert made(tmp_path) == []
    assert agister(*screening(place, tmp_path / "in", *more)).status == 0


def test_a_full_disk_while_an_index_is_built(agister: Agister, tmp_path: Path) -> None:
    rows = [
        {
            "url": f"https://h{n}.example/robots.txt",
            "body": b64encode(b"User-agent: GPTBot\nDisallow: /%d\n" % n).decode(),
        }
        for n in range(20_000)
    ]
    table = tmp_path / "seen.jsonl"
    table.write_text("".join(json.dumps(row) + "\n" for row in rows))
    found = run_limited(200_000, "index", "build", tmp_path / "made", table)
    assert (found.returncode, found.stdout) == (2, ""), found
    assert found.stderr.count("\n") == 1, found.stderr
    assert made(tmp_path) == []
    assert agister("index", "build", tmp_path / "made", table).status == 0


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGINT for processes")
@pytest.mark.parametrize(
    ("split", "ending", "status"),
    [(False, signal.SIGINT, 130), (True, signal.SIGINT, 130), (True, signal.SIGTERM, 143)],
)
def test_an_interrupt_and_the_same_command_again(
    agister: Agister, place: Path, tmp_path: Path, split: bool, ending: signal.Signals, status: int
) -> None:
    for name in "abc":
        write(tmp_path / f"in/{name}.jsonl.gz", table_of(list(URLS) * 3000))
    more = ["--kept", tmp_path / "made/kept"] if split else []
    with subprocess.Popen(
        [*SCRIPT, *map(str, screening(place, tmp_path / "in", *more))],
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        while not (tmp_path / "made/out.manifest.json").exists():
            assert process.poll() is None, process.communicate()
            time.sleep(0.01)
        process.send_signal(ending)
        out, err = process.communicate()
    assert (process.returncode, out) == (status, "")
    assert err == "agister: interrupted; nothing half-written was left, run the same command again to go on\n"
    assert not [name for name in made(tmp_path) if name.endswith(".part")]
    said = agister(*screening(place, tmp_path / "in", *more))
    assert said.status == 0
    assert "of 3 shards were done already" in said.out
    assert [name for name in made(tmp_path) if name.startswith("out/")] == [f"out/{n}.jsonl.gz" for n in "abc"]


HOSTILE = {
    "a million lines": b"User-agent: GPTBot\n" + b"Disallow: /art/*/a$\n" * 1_000_000,
    "a binary": bytes(range(256)) * 4000,
    "one endless line": b"Disallow: /" + b"*a" * 1_000_000,
}


@pytest.mark.parametrize("what", HOSTILE)
def test_hostile_robots_files(agister: Agister, place: Path, tmp_path: Path, what: str) -> None:
    archive = tmp_path / "seen.warc.gz"
    archive.write_bytes(packed(record(url="https://a.example/robots.txt", block=answer(HOSTILE[what]))))
    assert agister("index", "build", tmp_path / "idx", archive).status == 0
    source = write(tmp_path / "in.parquet", table_of(["https://a.example/art/" + "b/" * 900 + "a"] * 100))
    said = agister("screen", source, "--index", tmp_path / "idx", "--policy", place / "policy.toml",
                   "--out", tmp_path / "out.parquet", "--json")  # fmt: skip
    assert said.object["rows"] == 100
    assert said.object["outcomes"] == {"reserved" if what == "a million lines" else "unknown": 100}


@pytest.mark.parametrize(
    "body",
    [
        b'[{"location": "/", "tdm-reservation": 1, "x": ' + b"[" * 10_000,
        b'[{"location": "/", "tdm-reservation": 1},' * 400_000,
        b'[{"location": "/", "tdm-reservation": 1, "x": ' + b"[" * 10_000 + b"]" * 10_000 + b"}]",
    ],
    ids=["ten thousand levels", "a large file cut off", "ten thousand levels closed"],
)
def test_hostile_tdmrep_files_never_count_as_nothing_said(
    agister: Agister, place: Path, tmp_path: Path, body: bytes
) -> None:
    archive = tmp_path / "seen.warc.gz"
    url = "https://a.example/.well-known/tdmrep.json"
    archive.write_bytes(packed(record(url=url, block=answer(body))))
    assert agister("index", "build", tmp_path / "idx", archive).status == 0
    found = agister(
        "trace", "https://a.example/x", "--index", tmp_path / "idx", "--policy", place / "policy.toml", "--json"
    )
    assert found.object["outcome"] in ("unreadable", "reserved")


def test_a_header_bomb(agister: Agister, place: Path, tmp_path: Path) -> None:
    lines = ["X-Robots-Tag: " + "noai, " * 20_000] + [f"X-Robots-Tag: bot{n}: noai" for n in range(5_000)]
    archive = tmp_path / "seen.warc.gz"
    archive.write_bytes(packed(record(url="https://a.example/x", block=answer(b"", *lines))))
    assert agister("index", "build", tmp_path / "idx", archive).status == 0
    found = agister(
        "trace", "https://a.example/x", "--index", tmp_path / "idx", "--policy", place / "policy.toml", "--json"
    )
    assert found.object["outcome"] in ("reserved", "unreadable")


def test_a_damaged_archive_is_counted_and_read_as_far_as_it_goes(agister: Agister, tmp_path: Path) -> None:
    first = packed(record(block=answer(b"User-agent: *\n")))
    second = packed(record(url="https://b.example/robots.txt", block=answer(os.urandom(5000)), number=2))
    archive = tmp_path / "seen.warc.gz"
    archive.write_bytes(first + second[:2000])
    found = agister("index", "build", tmp_path / "idx", archive, "--json").object
    # What was cut off is kept as a failure: it never counts as nothing said.
    assert (found["observations"], found["failures"]) == (2, {"incomplete": 1})


def test_an_observations_table_that_is_none(agister: Agister, tmp_path: Path) -> None:
    pq.write_table(pa.table({"x": [1]}), tmp_path / "seen.parquet")
    assert "no column `url`" in agister.refuses("index", "build", tmp_path / "idx", tmp_path / "seen.parquet")
    assert not (tmp_path / "idx").exists()
    table = observations_table(tmp_path / "seen.jsonl", SITES)
    table.write_text(table.read_text() + "not json\n")
    assert agister("index", "build", tmp_path / "idx", tmp_path / "seen.jsonl", "--json").object["observations"] == 7
