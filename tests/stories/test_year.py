"""A year of a levy office, from end to end, as `examples/levy/year.sh` runs it: what it prints, and what the books say at the end."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from agister.levy.chart import check_cash_identity
from agister.office.folder import open_office
from agister.publishing.levy.recompute import recompute
from agister.stores.journal_verify import verify
from tests.docs.pages import blocks
from tests.places import ROOT


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    folder: Path
    out: str
    err: str


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Year:
    folder = tmp_path_factory.mktemp("year") / "year"
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", ROOT / "examples/levy/year.sh", folder],
        capture_output=True,
        text=True,
        env={**os.environ, "PATH": path, "COLUMNS": "120"},
        check=False,
    )
    assert done.returncode == 0, done.stderr + done.stdout[-2000:]
    return Year(folder=folder, out=done.stdout, err=done.stderr)


@pytest.mark.parametrize(
    "line",
    [
        "assessment:northwind/2027/1   EUR 14,900,000.00 is due from northwind for 2027.",
        # 2.5 billion dollars at 1.25: 200 million in the territory; 1 % of 90 million and 2 % of 100 million.
        "assessment:skylark/2027/1   EUR 2,900,000.00 is due from skylark for 2027.",
        # 96 million pounds at 0.80: 120 million in the territory; 1 % of 90 million and 2 % of 20 million.
        "assessment:heron/2027/1   EUR 1,300,000.00 is due from heron for 2027.",
        "assessment:magpie/2027/1   EUR 500,000.00 is due from magpie for 2027.",
        "return:magpie/2027   magpie files for 2027, 106 days late.",
        "statement-1.xml: 0 entries booked, 6 movements were booked before, 0 moved no money",
        "  archive            EUR 5,319,852.63  paid EUR 5,319,852.63",
    ],
)
def test_what_it_prints(year: Year, line: str) -> None:
    assert line in year.out.splitlines()


@pytest.mark.parametrize(
    "refusal",
    [
        "agister: registration-sparrow.yaml: You are not in scope of Draft: the model act with interest and penalties",
        "agister: dispute:D-northwind: ana issued the assessment; another officer reviews it",
        "agister: ana prepared run 2027: somebody else must do this (four eyes)",
        "agister: ana prepared order ORDER-1: somebody else must release it (four eyes)",
    ],
)
def test_what_it_refuses(year: Year, refusal: str) -> None:
    assert refusal in year.err
    assert "Traceback" not in year.err


def test_every_cent_is_where_it_belongs(year: Year) -> None:
    balances = open_office(year.folder / "office").journal.balances(on=date(2029, 4, 1))
    assert balances == {
        ("Administration", "EUR"): -38_198_749,
        ("Bank:main", "EUR"): 99_194_667,
        ("Pot:2027", "EUR"): -4_841_918,
        ("Reserve", "EUR"): -56_154_000,
    }
    check_cash_identity(balances)


def test_the_journal_holds(year: Year) -> None:
    assert verify(open_office(year.folder / "office").journal, (check_cash_identity,)).problems == ()


@pytest.mark.parametrize(("folder", "assessed"), [("report", 0), ("report-for-the-auditor", 4)])
def test_the_report_is_computed_again(year: Year, folder: str, assessed: int) -> None:
    found = recompute(year.folder / folder)
    assert found.difference is None
    assert found.equal.get("assessed", 0) == assessed


def test_a_changed_cent_is_found(year: Year) -> None:
    path = year.folder / "report-for-the-auditor" / "journal.jsonl"
    text = path.read_text("utf-8")
    path.write_text(text.replace("531985263", "531985264", 1), "utf-8")
    try:
        assert recompute(year.folder / "report-for-the-auditor").difference is not None
    finally:
        path.write_text(text, "utf-8")


def test_the_trace_that_the_page_shows_is_the_one_of_the_story(year: Year) -> None:
    page = ROOT / "docs" / "how-to" / "read-a-trace.md"
    shown = next(block.text for block in blocks(page) if block.text.startswith("payout 2027 / archive")).splitlines()
    told = year.out.splitlines()
    assert [line for line in shown if line != "  …" and line not in told] == []


def test_why_the_archive_got_it(year: Year) -> None:
    walk = year.out.partition("## Why does the archive get this?")[2].partition("## The report")[0]
    for words in ("payout", "EUR 5,319,852.63", "decision D-1", "assessment", "EUR 2,900,000.00"):
        assert words in walk
