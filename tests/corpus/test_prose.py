"""Reservations in words on real files: the sample is found, ordinary comments and pages are left alone."""

from __future__ import annotations

import json

import pyarrow.parquet as pq
import pytest

from agister.formats.prose_passages import passages
from agister.protocols import Seen, prose
from agister.rights import Observation
from tests.places import DATA, needs_data

RECALL, PRECISION = 0.95, 0.98

#: Beginnings of all quotes found in the robots files, read one by one: each reserves mining or training.
GENUINE = (
    "In ANY CASE, you are NOT ALLOWED to train Machine Translation Systems",
    "Prod Test The use of robots, crawlers, spiders, rovers, scrapers or other automated means to access or mine data",
    "The use of robots, crawlers, spiders, rovers, scrapers or other automated means to access or mine data",
    "Legal notice: suedkurier.de expressly reserves the right",
    "Legal notice: neuepresse.de expressly reserves the right",
    "Legal notice: sportbuzzer.de expressly reserves the right",
    "Legal notice: freiepresse.de expressly reserves the right",
    "Legal notice: haz.de expressly reserves the right",
    "Legal notice: maedchen.de expressly reserves the right",
)
#: The same of the pages of real sites.
GENUINE_ON_PAGES = (
    "This policy sets out the reservation of rights for text and data mining",
    "The rightsholder expressly reserves all rights in these works",
    "No reproduction or extraction of these works for text and data mining purposes",
    "Rights reserved for text & data mining under Art. 4(3)",
    "This page reserves its own TDM rights",
    "« Fouille de textes et de données (TDM) interdite",
    "Opt out TDM",
    "AI Training & Data Mining Opt",
    "We do not permit any form of automated text or data mining",
    "Text and data mining reserved under Art. 4(3)",
    "Intet indhold fra denne hjemmeside",
    "impressum · privacy · CC BY 4.0 · TDM reserved",
)


@needs_data
def test_recall_on_the_sample(capsys: pytest.CaptureFixture[str]) -> None:
    lines = (DATA / "sites" / "prose_reservations.jsonl").read_text("utf-8").splitlines()
    texts = [json.loads(line)["text"] for line in lines]
    missed = [text[:200] for text in texts if all(p.kind == "permission" for p in passages(text, anchored=False))]
    recall = 1 - len(missed) / len(texts)
    with capsys.disabled():
        print(f"\nprose recall: {len(texts) - len(missed)} of {len(texts)} blocks = {recall:.3f}")
    assert recall >= RECALL, missed


@needs_data
def test_recall_as_comments_of_a_file() -> None:
    missed = []
    for line in (DATA / "sites" / "prose_reservations.jsonl").read_text("utf-8").splitlines():
        text = json.loads(line)["text"]
        body = "User-agent: *\nAllow: /\n" + "".join(f"# {part}\n" for part in text.split("\n"))
        if not prose.read(Seen(Observation(url="https://e.org/robots.txt", body=body.encode()))).statements:
            missed.append(text[:200])
    assert missed == []


@needs_data
def test_precision_on_ordinary_comments(capsys: pytest.CaptureFixture[str]) -> None:
    bodies: dict[str, bytes] = {}
    for name in ("robots/bodies.parquet", "urls/web_urls_robots_bodies.parquet"):
        for row in pq.read_table(DATA / name, columns=["sha256", "body"]).to_pylist():
            bodies[row["sha256"]] = row["body"] or b""
    quotes: set[str] = set()
    comments = 0
    for body in bodies.values():
        seen = Seen(Observation(url="https://e.org/robots.txt", body=body))
        quotes.update(s.quote for s in prose.read(seen).statements)
        comments += len(seen.robots.comments)
    false = sorted(quote for quote in quotes if not quote.startswith(GENUINE))
    precision = 1 - len(false) / len(quotes)
    with capsys.disabled():
        print(
            f"\nprose precision: {len(quotes)} distinct hits in {len(bodies)} robots files with {comments} comment "
            f"lines, {len(false)} not genuine = {precision:.3f}"
        )
    assert precision >= PRECISION, false
    assert [start for start in GENUINE if not any(quote.startswith(start) for quote in quotes)] == []


@needs_data
def test_precision_on_pages(capsys: pytest.CaptureFixture[str]) -> None:
    quotes: set[str] = set()
    pages = 0
    for row in pq.read_table(DATA / "sites" / "sites.parquet", columns=["path", "body"]).to_pylist():
        if row["path"].lower().endswith((".html", ".htm")):
            html = (("Content-Type", "text/html"),)
            seen = Seen(Observation(url="https://e.org/page", body=row["body"], headers=html))
            quotes.update(s.quote for s in prose.read(seen).statements)
            pages += 1
    false = sorted(quote for quote in quotes if not quote.startswith(GENUINE_ON_PAGES))
    with capsys.disabled():
        print(f"\nprose precision: {len(quotes)} distinct hits on {pages} pages, {len(false)} not genuine")
    assert false == []
    assert [start for start in GENUINE_ON_PAGES if not any(quote.startswith(start) for quote in quotes)] == []
