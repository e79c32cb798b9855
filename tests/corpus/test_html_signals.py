"""The pages, ai.txt and trust.txt of 35 real sites: what a person would say about each is what is read."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import Any

import pytest

from agister.protocols import Seen, ai_txt, resolve, robots_meta, trust_txt
from agister.rights import Asset, Observation, Outcome, Question, Statement, Usage
from tests.places import DATA, needs_data

SITES = DATA / "sites" / "sites.parquet"
TRAINING = Question(usage=Usage.TRAIN_AI, tokens=("gptbot", "ccbot"))
#: Sites whose pages say `noai` (in templates too, where the site generator writes them), and how many files do.
NOAI = {
    "camoufly/camo-website": 12,
    "djibe/recommandations-medicales": 1,
    "jsiljeg/list": 1,
    "openpoem/openpoem-website": 1,
    "tentaclequing/gianna-brachetti.com": 2,
    "zhangshi0512/zhangshi0512.github.io": 2,
}
#: Each file: outcome for training, problems.
FILES = {
    ("AMENDOkat/amendokat.github.io", "ai.txt"): ("reserved", set()),
    ("AndrewTRodriguez/andrewtrodriguez.github.io", "ai.txt"): ("unknown", {"ai-txt-other-dialect", "ai-txt-words"}),
    ("ChrisMeniw/chris-meniw-ai-governance", "ai.txt"): ("unknown", {"ai-txt-other-dialect"}),
    ("Faith-Works-Outdoor-Services-LLC/faithworksods-website", "ai.txt"): ("unknown", {"ai-txt-words"}),
    ("PrinceWitherdick/stonetop", "ai.txt"): ("reserved", set()),
    ("Timwal78/SML_Portfolio", "ai.txt"): ("unknown", {"ai-txt-words"}),
    ("Timwal78/SML_Portfolio", "public/ai.txt"): ("unknown", set()),
    ("Timwal78/crawltoll", ".well-known/ai.txt"): ("unknown", set()),
    ("vedangvatsa/vedang-website", "public/ai.txt"): ("unknown", {"ai-txt-not-a-path"}),
    ("zhangshi0512/zhangshi0512.github.io", "ai.txt"): ("unreadable", {"ai-txt-other-dialect"}),
    ("robarnoldio/robio-new", "trust.txt"): ("unreadable", {"trust-txt-colon"}),
}

pytestmark = needs_data


@cache
def rows() -> list[dict[str, Any]]:
    import pyarrow.parquet as pq

    return list(pq.read_table(SITES, columns=["repo", "path", "kind", "body"]).to_pylist())


def seen(path: str, body: bytes, media_type: str) -> Seen:
    headers = (("Content-Type", media_type),)
    return Seen(Observation(url=f"https://example.org/{path}", status=200, headers=headers, body=body))


def outcome(protocol: Any, statements: tuple[Statement, ...], path: str) -> Outcome:
    return resolve(protocol, statements, Asset(origin="https://example.org", path=path), TRAINING).outcome


def test_pages_that_say_noai() -> None:
    found: Counter[str] = Counter()
    for row in rows():
        if row["kind"] == "html":
            page = robots_meta.read(seen(row["path"], row["body"], "text/html"))
            if outcome(robots_meta, page.statements, "/x") is Outcome.RESERVED:
                found[row["repo"]] += 1
            assert page.problems == ()
    assert dict(found) == NOAI


def test_no_page_is_straightened() -> None:
    for row in rows():
        if row["kind"] == "html":
            html = seen(row["path"], row["body"], "text/html").html
            assert html is None or not html.flattened
            assert html is not None or not row["body"].strip()


@pytest.mark.parametrize(("repo", "path"), sorted(FILES))
def test_files(repo: str, path: str) -> None:
    (body,) = (row["body"] for row in rows() if (row["repo"], row["path"]) == (repo, path))
    protocol = trust_txt if path.endswith("trust.txt") else ai_txt
    result = protocol.read(seen(protocol.well_known[0][1:], body, "text/plain"))
    found = (outcome(protocol, result.statements, "/a.jpg").value, {problem.kind for problem in result.problems})
    assert found == FILES[repo, path]


def test_histories_never_lose_a_reservation() -> None:
    import pyarrow.parquet as pq

    versions = pq.read_table(DATA / "sites" / "signals_history.parquet").to_pylist()
    read = 0
    for row in versions:
        if row["path"].endswith("ai.txt") and row["body"]:
            result = ai_txt.read(seen("ai.txt", row["body"], "text/plain"))
            reserves = b"Disallow: /\n" in row["body"] or b"Disallow: *" in row["body"]
            assert (outcome(ai_txt, result.statements, "/a.jpg") is Outcome.RESERVED) == reserves
            read += 1
    assert read > 0
