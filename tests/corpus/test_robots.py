"""robots.txt on real files: three public conformance suites, and the verdicts of Google's parser (run with `-s` for the tables)."""

from __future__ import annotations

import base64
import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from agister.formats.path_pattern import normalise_path
from agister.formats.robots_txt import is_allowed
from agister.protocols import Seen, resolve, robots_txt
from agister.rights import Asset, Observation, Outcome, Question, Reading, Usage
from tests.places import DATA, needs_data

pytestmark = needs_data

#: Why a row of a conformance suite that must hold does not hold under the strict reading.
LENIENCY = {
    "missing colon": "RFC 9309 §2.2 asks for a colon; the suite tests a parser that forgives. Holds in the lenient reading.",
    "index page": "RFC 9309 §2.2.2 compares paths alone; Google lets Allow /x/index.html speak for /x/. Holds when lenient.",
}
CONTRADICTION = {
    "/robots.txt": "RFC 9309 §2.2.2: /robots.txt is implicitly allowed; the suite's parser blocks it.",
    "escapes": "RFC 9309 §2.2.2: escapes are compared after decoding unreserved and encoding other characters, on both sides.",
}
#: What we choose where suites diverge: always the RFC, so the divergent row holds.
DIVERGENCE = "RFC 9309 §2.2.2: both sides are compared in normalised percent-encoding"


def suite() -> list[dict[str, Any]]:
    lines = (DATA / "rfc9309" / "conformance.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def body_of(row: dict[str, Any]) -> bytes:
    return base64.b64decode(row["robots_b64"]) if row["robots_b64"] else row["robots"].encode()


def kind_of(row: dict[str, Any]) -> str:
    """The class of a row that the strict reading answers otherwise than its suite."""
    if row["url"].endswith("/robots.txt"):
        return "/robots.txt"
    if "percent-encoding" in row["caveats"] or "url-not-normalised" in row["caveats"]:
        return "escapes"
    if "index.htm" in row["robots"] and row["url"].endswith("/"):
        return "index page"
    return "missing colon" if "user-agent FooBot" in row["robots"] else "unexplained"


def table(title: str, rows: list[tuple[object, ...]]) -> None:
    print(f"\n{title}")
    for row in rows:
        print("  " + "  ".join(str(cell) for cell in row))


def test_conformance_suites_hold() -> None:
    found: Counter[str] = Counter()
    held, gated = 0, 0
    for row in suite():
        if row["gate"] != "yes":
            continue
        gated += 1
        body = body_of(row)
        if is_allowed(body, row["agent"], row["url"]) == row["allowed"]:
            held += 1
            continue
        kind = kind_of(row)
        found[kind] += 1
        if kind in LENIENCY:
            assert is_allowed(body, row["agent"], row["url"], "lenient") == row["allowed"], row
    reasons = LENIENCY | CONTRADICTION
    table(
        f"RFC 9309 suites: {held} of {gated} rows hold as they stand, the others:",
        [(f"{count:3}", kind, reasons.get(kind, "?")) for kind, count in found.most_common()],
    )
    assert found == {"missing colon": 4, "index page": 2, "/robots.txt": 4, "escapes": 6}
    assert held + found.total() == gated == 1048


def test_rows_on_which_suites_diverge_are_answered_by_the_rfc() -> None:
    rows = [row for row in suite() if row["gate"] == "divergence"]
    table(
        f"Divergent rows ({DIVERGENCE}):",
        [(r["url"], r["agent"], "allowed" if r["allowed"] else "blocked") for r in rows],
    )
    assert len(rows) == 7
    for row in rows:
        assert is_allowed(body_of(row), row["agent"], row["url"]) == row["allowed"], row


@cache
def agents() -> tuple[str, ...]:
    return tuple((DATA / "robots" / "agents.json").read_text("utf-8").strip().split(","))


def bodies(path: Path) -> dict[str, bytes]:
    columns = pq.read_table(path, columns=["sha256", "body"])
    return dict(zip(columns.column("sha256").to_pylist(), columns.column("body").to_pylist(), strict=True))


def disagreements(
    labels: Path, bodies_of: Path, digest: str, place: str, caveat: str = ""
) -> tuple[int, list[tuple[str, str, str]]]:
    """How many verdicts were compared, and those that differ as (body, agent, place)."""
    known = bodies(bodies_of)
    rows = sorted(pq.read_table(labels).to_pylist(), key=lambda row: row[digest])
    rows = [row for row in rows if row["caveat"] == caveat]
    different = [
        (row[digest], agent, row[place])
        for row in rows
        for bit, agent in enumerate(agents())
        if is_allowed(known[row[digest]], agent, row[place]) != bool(row["allowed_mask"] >> bit & 1)
    ]
    return len(rows) * len(agents()), different


def test_googles_verdicts_on_real_files() -> None:
    known = bodies(DATA / "robots" / "bodies.parquet")
    total, different = disagreements(
        DATA / "robots" / "google_labels.parquet", DATA / "robots" / "bodies.parquet", "sha256", "path"
    )
    classes = Counter(
        "`User Agent:` read as User-agent (RFC 9309 §2.2: `user-agent`); held in the lenient reading"
        if b"User Agent:" in known[digest] and not is_allowed(known[digest], agent, path, "lenient")
        else "unexplained"
        for digest, agent, path in different
    )
    table(
        f"Google's labels: {len(different)} of {total} verdicts differ ({100 * len(different) / total:.4f} %)",
        [(count, kind) for kind, count in classes.most_common()],
    )
    assert "unexplained" not in classes
    assert len(different) / total <= 0.0005


def test_googles_verdicts_on_real_urls() -> None:
    total, different = disagreements(
        DATA / "urls" / "web_urls_google_labels.parquet",
        DATA / "urls" / "web_urls_robots_bodies.parquet",
        "robots_sha256",
        "url",
    )
    table(f"Google's labels on real URLs: {len(different)} of {total} verdicts differ", [])
    assert different == []


@pytest.mark.parametrize(
    ("caveat", "clause"),
    [
        ("robots.txt", "RFC 9309 §2.2.2: /robots.txt is implicitly allowed"),
        ("pct", "RFC 9309 §2.2.2: escapes of unreserved characters are decoded before comparison"),
        ("unnormalised", "RFC 9309 §2.2.2: octets that no URL may hold are compared escaped"),
    ],
)
def test_rows_judged_by_hand_differ_only_for_their_reason(caveat: str, clause: str) -> None:
    total, different = disagreements(
        DATA / "robots" / "google_labels.parquet", DATA / "robots" / "bodies.parquet", "sha256", "path", caveat
    )
    known = bodies(DATA / "robots" / "bodies.parquet")
    table(f"Rows marked {caveat!r}: {len(different)} of {total} verdicts differ ({clause})", [])
    for digest, agent, path in different:
        if caveat == "robots.txt":
            assert path == "/robots.txt"
            assert is_allowed(known[digest], agent, path)
        else:
            assert "%" in path or b"%" in known[digest] or normalise_path(path.encode()) != path, (digest, path)


def test_the_protocol_and_the_single_call_agree_on_real_files() -> None:
    known = bodies(DATA / "robots" / "bodies.parquet")
    rows = pq.read_table(DATA / "robots" / "google_labels.parquet").to_pylist()[::12]
    rows.sort(key=lambda row: row["sha256"])
    digest, statements = "", ()
    for row in rows:
        if row["sha256"] != digest:
            digest = row["sha256"]
            statements = robots_txt.read(
                Seen(Observation(url="https://e.org/robots.txt", body=known[digest]))
            ).statements
        asset = Asset(origin="https://e.org", path=normalise_path(row["path"].encode()))
        for agent in ("GPTBot", "CCBot", "img2dataset"):
            for reading in (Reading.STRICT, Reading.LENIENT):
                question = Question(usage=Usage.TRAIN_AI, tokens=(agent,), reading=reading)
                reserved = resolve(robots_txt, statements, asset, question).outcome is Outcome.RESERVED
                assert reserved is not is_allowed(known[digest], agent, row["path"], reading.value), (
                    digest,
                    row["path"],
                )


def test_every_real_body_is_read() -> None:
    kinds: Counter[str] = Counter()
    for body in bodies(DATA / "robots" / "bodies.parquet").values():
        result = robots_txt.read(Seen(Observation(url="https://e.org/robots.txt", body=body)))
        kinds.update({problem.kind for problem in result.problems})
    table("Bodies with a problem of each kind:", [(count, kind) for kind, count in kinds.most_common()])
    assert set(kinds) <= {
        "robots-agent-list",
        "robots-empty-agent",
        "robots-illegal-token",
        "robots-misspelled-key",
        "robots-joined-lines",
        "robots-rule-outside-group",
        "robots-binary",
        "robots-too-large",
        "robots-utf16",
        "robots-web-page",
    }
