"""The real RSL documents and License lines at hand: what the program says of them is what a person says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from agister.formats.rsl_document import looks_like_rsl
from agister.protocols import resolve, rsl
from agister.protocols.seen import Seen
from agister.rights import Asset, Observation, Question, Usage
from tests.places import DATA, needs_data

#: Repository → origin it is read at, path of a work, outcomes for training and for search, kinds of problem.
SITES = {
    "DavidJKTofan/davidtofan": (
        "https://davidtofan.com", "/a", "reserved", "permitted", {"rsl-repeated-permits"},
    ),
    "Lock-And-Go/lockandgo-map": (
        "https://lockandgo.sk", "/a", "permitted", "permitted", {"rsl-repeated-permits"},
    ),
    "MaxSchoon/ixbrl": ("https://github.com", "/MaxSchoon/ixbrl/blob/x", "permitted", "permitted", set()),
    "djibe/recommandations-medicales": ("https://recomedicales.fr", "/a", "reserved", "unknown", set()),
}  # fmt: skip


def documents() -> Iterator[tuple[str, bytes]]:
    """Repository and body of each distinct document named like RSL, latest first where the table has them."""
    if not DATA.is_dir():
        return
    import pyarrow.parquet as pq

    seen: set[bytes] = set()
    for file in ("sites.parquet", "signals_history.parquet"):
        table = pq.read_table(DATA / "sites" / file, columns=["repo", "path", "body"])
        for row in table.to_pylist():
            body = row["body"] if isinstance(row["body"], bytes) else (row["body"] or "").encode()
            if row["repo"] in SITES and row["path"].endswith(".xml") and looks_like_rsl(body) and body not in seen:
                seen.add(body)
                yield row["repo"], body


FOUND = list(documents())


@needs_data
def test_all_are_there() -> None:
    assert {repo for repo, _ in FOUND} == set(SITES)


@needs_data
@pytest.mark.parametrize(("repo", "body"), FOUND, ids=[f"{repo} {n}" for n, (repo, _) in enumerate(FOUND)])
def test_what_a_person_would_say(repo: str, body: bytes) -> None:
    origin, path, training, search, problems = SITES[repo]
    robots = f"License: {origin}/rsl.xml\nUser-agent: *\nAllow: /\n".encode()
    document = rsl.read(Seen(Observation(url=f"{origin}/rsl.xml", status=200, body=body)))
    statements = [
        *rsl.read(Seen(Observation(url=f"{origin}/robots.txt", status=200, body=robots))).statements,
        *(s for s in document.statements if "://" not in s.pattern),
        *(
            replace(s, pattern=s.pattern.removeprefix(origin))
            for s in document.statements
            if s.pattern.startswith(origin)
        ),
    ]
    for usage, outcome in ((Usage.TRAIN_AI, training), (Usage.SEARCH, search)):
        assert resolve(rsl, statements, Asset(origin=origin, path=path), Question(usage=usage)).outcome == outcome
    assert {problem.kind for problem in document.problems} == problems
