"""The report as a page."""

from __future__ import annotations

import re
from typing import Any

from agister.publishing.levy.page import money, page, percent, plain


def test_it_needs_nothing_else_and_runs_nothing(report: dict[str, Any]) -> None:
    text = page(report)
    assert "<script" not in text
    assert "default-src 'none'" in text
    assert not re.search(r'(src|href)="(?!#)', text)


def test_every_section_and_every_run_is_there(report: dict[str, Any]) -> None:
    text = page(report)
    for name in re.findall(r'href="#([a-z]+)"', text):
        assert f'id="{name}"' in text
    assert "Run 2031" in text
    assert "1284272581/7" in text
    assert report["journal"]["head"] in text
    assert "EUR 18,024,878.33" in text


def test_words_from_the_world_are_escaped_and_made_visible(report: dict[str, Any]) -> None:
    payees = [{**payee, "name": "<script>alert(1)</script>\u202e"} for payee in report["payees"]]
    text = page({**report, "payees": payees, "title": "<i>\u202etitle"})
    assert "<script" not in text
    assert "&lt;script&gt;" in text
    assert "\u202e" not in text


def test_a_report_of_nothing_is_a_page(report: dict[str, Any]) -> None:
    empty = {
        **report, "flows": [], "periods": [], "runs": [], "purposes": [], "payouts": [], "payees": [], "corrections": [],
        "cash_identity": [], "trial_balance": [], "administration": [], "reserve": [], "decisions": [], "charter_parties": [],
    }  # fmt: skip
    text = page(empty)
    assert "There was no run yet." in text
    assert "No money has moved yet." in text


def test_per_cent_and_amounts_are_readable() -> None:
    assert [percent(text) for text in (None, "1/3", "1", "1/1000000")] == ["–", "33.33 %", "100.00 %", "< 0.01 %"]
    assert plain(-123456, "EUR") == "−1,234.56"
    assert "EUR 0.01" in money(1, "EUR")
