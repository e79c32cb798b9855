"""The walk of one URL, end to end: from what a site said to the answer for a row, and from the answer back to the bytes."""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from agister.cli.main import main

TDMREP = json.dumps(
    [
        {"location": "/open/*", "tdm-reservation": 0},
        {"location": "/*", "tdm-reservation": 1, "tdm-policy": "https://art.example/terms.json"},
    ]
).encode()
ROBOTS = b"User-agent: *\nAllow: /\n"
WELL_KNOWN = "https://art.example/.well-known/tdmrep.json"
URL = "https://art.example/works/1.jpg"

#: Ways to write the same URL. None of them may change the answer.
SPELLINGS = (
    URL,
    "https://ART.example:443/works/1.jpg",
    "https://art.example./works/%31.jpg",
    "https://user:secret@art.example/works/1.jpg#top",
    "https://art.example/works/../works/1.jpg",
    "https:\\\\art.example\\works\\1.jpg",
    " https://art.example/works/\t1.jpg\n",
)


def write_warc(path: Path, answers: Sequence[tuple[str, str, str, bytes]]) -> None:
    """A WARC file with one gzipped response record each: URL, date, status line, body."""
    with path.open("wb") as file:
        for number, (url, date, status, body) in enumerate(answers):
            block = f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
            head = (
                f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{number:012}>\r\n"
                f"WARC-Date: {date}\r\nWARC-Target-URI: {url}\r\nContent-Type: application/http;msgtype=response\r\n"
                f"Content-Length: {len(block)}\r\n\r\n"
            )
            file.write(gzip.compress(head.encode() + block + b"\r\n\r\n", mtime=0))


def read_record(path: Path, offset: int) -> tuple[str, bytes]:
    """Target and body of the record at an offset, read with nothing but gzip."""
    octets = zlib.decompressobj(wbits=31).decompress(path.read_bytes()[offset:])
    head, http, body = octets.removesuffix(b"\r\n\r\n").split(b"\r\n\r\n", 2)
    assert http.startswith(b"HTTP/1.1 ")
    target = next(line for line in head.decode().splitlines() if line.startswith("WARC-Target-URI: "))
    return target.removeprefix("WARC-Target-URI: "), body


def run(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    """One command with `--json`, and what it printed."""
    capsys.readouterr()
    assert main([*words, "--json"]) == 0
    printed: dict[str, Any] = json.loads(capsys.readouterr().out)
    return printed


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with what was seen of art.example: said in 2031, down in 2032, withdrawn in 2033; and a dataset."""
    monkeypatch.chdir(tmp_path)
    write_warc(
        tmp_path / "seen.warc.gz",
        [
            ("https://art.example/robots.txt", "2031-02-03T10:11:10Z", "200 OK", ROBOTS),
            (WELL_KNOWN, "2031-02-03T10:11:12Z", "200 OK", TDMREP),
            (WELL_KNOWN, "2032-02-03T10:11:12Z", "503 Service Unavailable", b""),
            (WELL_KNOWN, "2033-02-03T10:11:12Z", "404 Not Found", b""),
        ],
    )
    rows = [*SPELLINGS, "https://art.example/open/2.jpg", "https://elsewhere.example/3.jpg", None, "no url"]
    pq.write_table(pa.table({"url": rows, "number": list(range(len(rows)))}), tmp_path / "rows.parquet")
    (tmp_path / "policy.toml").write_text(
        'name = "story"\nusage = "train-ai"\n[robots_txt]\ntokens = ["gptbot"]\n[user]\nplace = "EU"\nkind = "company"\n'
        'purpose = ["commercial"]\n'
    )
    assert main(["index", "build", "idx", "seen.warc.gz", "--quiet"]) == 0
    return tmp_path


def test_the_answer_for_every_spelling(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = run(
        capsys, "screen", "rows.parquet", "--index", "idx", "--policy", "policy.toml", "--out", "out.parquet",
        "--kept", "kept.parquet", "--excluded", "excluded.parquet", "--as-of", "2031-06-01", "--quiet",
    )  # fmt: skip
    table = pq.read_table("out.parquet")
    assert table.column_names == ["url", "number", "agister_outcome", "agister_protocol", "agister_statement"]
    assert table["number"].to_pylist() == list(range(table.num_rows))
    outcomes = ["reserved"] * len(SPELLINGS) + ["permitted", "unchecked", "unreadable", "unreadable"]
    assert table["agister_outcome"].to_pylist() == outcomes
    assert table["agister_protocol"].to_pylist() == ["tdmrep"] * (len(SPELLINGS) + 1) + [None] * 3
    assert report["rows"] == table.num_rows
    assert report["outcomes"] == {"reserved": len(SPELLINGS), "unreadable": 2, "permitted": 1, "unchecked": 1}
    manifest = json.loads(Path(report["manifest"]).read_text("utf-8"))
    assert manifest["counts"]["outcomes"] == report["outcomes"]

    kept, excluded = pq.read_table("kept.parquet"), pq.read_table("excluded.parquet")
    assert sorted(kept["number"].to_pylist() + excluded["number"].to_pylist()) == list(range(table.num_rows))
    assert all(excluded["agister_reason"].to_pylist())


def test_from_the_answer_back_to_the_bytes(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = run(capsys, "trace", URL, "--index", "idx", "--policy", "policy.toml", "--as-of", "2031-06-01")
    assert (found["outcome"], found["protocol"]) == ("reserved", "tdmrep")
    because, evidence = found["because"], found["evidence"]
    assert because["place"] == "$[1]"
    assert because["offer"]["url"] == "https://art.example/terms.json"
    target, body = read_record(place / evidence["source"], evidence["offset"])
    assert target == WELL_KNOWN == evidence["url"]
    assert "sha256:" + hashlib.sha256(body).hexdigest() == evidence["digest"]
    assert json.loads(because["quote"]) == json.loads(body)[1]


@pytest.mark.parametrize(
    ("as_of", "outcome"),
    [
        ("2030-01-01", "unchecked"),
        ("2031-06-01", "reserved"),
        ("2032-06-01", "reserved"),  # the server was down: what it said before still stands
        ("2033-06-01", "unknown"),  # it answered, and the file is gone
        (None, "unknown"),
    ],
)
def test_what_was_in_force_when(
    place: Path, capsys: pytest.CaptureFixture[str], as_of: str | None, outcome: str
) -> None:
    when = ["--as-of", as_of] if as_of else []
    traced = run(capsys, "trace", URL, "--index", "idx", "--policy", "policy.toml", *when)
    assert traced["outcome"] == outcome
    run(
        capsys, "screen", "rows.parquet", "--index", "idx", "--policy", "policy.toml", "--out", "out.parquet", "--quiet", *when
    )  # fmt: skip
    assert pq.read_table("out.parquet")["agister_outcome"].to_pylist()[: len(SPELLINGS)] == [outcome] * len(SPELLINGS)


def test_research_goes_ahead_where_the_law_lets_it(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = run(capsys, "trace", URL, "--index", "idx", "--policy", "eu-research", "--as-of", "2031-06-01")
    assert (found["outcome_before_law"], found["outcome"]) == ("reserved", "excepted")
    commercial = run(
        capsys, "trace", URL, "--index", "idx", "--policy", "eu-commercial-training", "--as-of", "2031-06-01"
    )
    assert commercial["outcome"] == "reserved"


def test_what_cannot_be_done_says_so_in_one_line(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["screen", "rows.parquet", "--index", "absent", "--policy", "policy.toml", "--out", "o.parquet"]) == 2
    message = capsys.readouterr().err
    assert message.startswith("agister: ")
    assert message.count("\n") == 1
    assert not Path("o.parquet").exists()
