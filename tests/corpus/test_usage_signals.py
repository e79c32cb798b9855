"""Real sites that state AIPREF preferences or Content Signals: nothing that stands in a file is passed over."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pyarrow.parquet as pq
import pytest

from agister.formats.url import parse
from agister.protocols import Seen, aipref, content_signals, resolve
from agister.rights import Observation, Question, Usage
from tests.places import DATA, needs_data

PAGE = "https://example.org/page"
LINES = {
    aipref: re.compile(rb"(?im)^[ \t]*content-usage[ \t]*:"),
    content_signals: re.compile(rb"(?im)^[ \t]*content-signal[ \t]*:"),
}


def robots_files() -> dict[str, bytes]:
    """Distinct robots.txt of the sites and of their histories, by digest."""
    found: dict[str, bytes] = {}
    for name in ("sites.parquet", "signals_history.parquet"):
        for row in pq.read_table(DATA / "sites" / name, columns=["path", "sha256", "body"]).to_pylist():
            if row["path"].endswith("robots.txt"):
                body = row["body"]
                found[row["sha256"]] = body if isinstance(body, bytes) else body.encode()
    return found


@pytest.mark.parametrize("protocol", LINES, ids=lambda protocol: protocol.name)
@needs_data
def test_every_line_is_a_statement_or_a_problem(protocol: Any) -> None:
    passed_over = []
    for digest, body in robots_files().items():
        found = protocol.read(Seen(Observation(url="https://example.org/robots.txt", body=body)))
        places = {statement.place for statement in found.statements} | {problem.place for problem in found.problems}
        lines = re.split(rb"\r\n|\r|\n", body)
        passed_over += [
            (digest, number)
            for number, line in enumerate(lines, 1)
            if LINES[protocol].match(line) and f"line {number}" not in places
        ]
    assert passed_over == []


@needs_data
def test_what_the_sites_say_of_training() -> None:
    asset = parse(PAGE)
    assert asset is not None
    outcomes: Counter[str] = Counter()
    for body in robots_files().values():
        found = content_signals.read(Seen(Observation(url="https://example.org/robots.txt", body=body)))
        if found.statements:
            question = Question(usage=Usage.TRAIN_AI, tokens=("examplebot",))
            outcomes[resolve(content_signals, found.statements, asset, question).outcome.value] += 1
    assert outcomes == {"reserved": 28, "permitted": 5}
