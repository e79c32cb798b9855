"""The report as a PDF."""

from __future__ import annotations

import io
from typing import Any

import pytest

from agister.publishing.levy.print_out import print_out

pypdf = pytest.importorskip("pypdf")


def _text(body: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(body)).pages)


def test_it_has_the_numbers_of_the_report(report: dict[str, Any]) -> None:
    text = _text(print_out(report))
    assert "18,802,596.87" in text
    assert "Run 2031: EUR 18,024,878.33, reconciled" in text
    assert report["journal"]["head"] in text
    assert "Receivable:Levy:p-1" in text


def test_the_same_report_gives_the_same_bytes(report: dict[str, Any]) -> None:
    assert print_out(report) == print_out(report)


def test_a_name_that_cannot_be_printed_does_not_stop_it(report: dict[str, Any]) -> None:
    payees = [{**payee, "name": "مؤسسة"} for payee in report["payees"]]
    assert "?????" in _text(print_out({**report, "payees": payees}))


def test_long_tables_go_on_the_next_page(report: dict[str, Any]) -> None:
    rows = [{"account": f"Payable:p-{n}", "currency": "EUR", "debit": 0, "credit": n + 1} for n in range(59)]
    assert len(pypdf.PdfReader(io.BytesIO(print_out({**report, "trial_balance": rows}))).pages) >= 3
