"""A sheet and the pen on it."""

from __future__ import annotations

import io

from pypdf import PdfReader
from reportlab.pdfbase.pdfmetrics import stringWidth

from agister.publishing.paper import LEFT, MM, Paper
from agister.publishing.typeface import REGULAR


def sheet() -> Paper:
    return Paper(title="T", author="A", subject="S", foot="F")


def test_the_same_strokes_give_the_same_bytes() -> None:
    made = []
    for _ in range(2):
        paper = sheet()
        paper.paragraph(LEFT, "Żółw " * 40, 100 * MM)
        paper.code(((1, 0), (0, 1)), LEFT, 300, 50)
        made.append(paper.close())
    assert made[0] == made[1]
    assert PdfReader(io.BytesIO(made[0])).metadata.title == "T"  # type: ignore[union-attr]


def test_lines_fit_and_lose_nothing() -> None:
    paper = sheet()
    text = "a few words and one " + "W" * 200
    rows = paper.broken(text, REGULAR, 10, 50 * MM)
    assert all(stringWidth(row, REGULAR, 10) <= 50 * MM for row in rows)
    assert "".join(rows).replace(" ", "") == text.replace(" ", "")
    assert paper.broken("", REGULAR, 10, 50 * MM) == []


def test_a_new_page_where_it_is_full() -> None:
    paper = sheet()
    assert not paper.room(10 * MM)
    for number in range(200):
        paper.paragraph(LEFT, f"line {number}", 100 * MM)
    reader = PdfReader(io.BytesIO(paper.close()))
    assert paper.number == len(reader.pages) == 4
    said = " ".join(page.extract_text() for page in reader.pages)
    assert all(f"line {number}" in said for number in range(200)) and "F · page 3" in said
