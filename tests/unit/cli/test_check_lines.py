"""The lines of `agister check`: the answer first, each thing once."""

from __future__ import annotations

from pathlib import Path

import pytest

from agister.cli.check_lines import lines
from agister.screening.site_check import check

TRAINING = "train-genai, train-ai, tdm"


def said(tmp_path: Path, files: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.chdir(tmp_path)
    for name, text in files.items():
        (Path("s") / name).parent.mkdir(exist_ok=True, parents=True)
        (Path("s") / name).write_text(text)
    return lines(check(Path("s"), origin="https://art.example"), 12)


@pytest.mark.parametrize(
    ("files", "first"),
    [
        ({"index.html": "x"}, "nothing said of any use"),
        ({"robots.txt": "User-agent: *\nDisallow: /\n"}, "reserved for every use"),
        ({"trust.txt": "datatrainingallowed=yes\n"}, "permitted for train-genai, train-ai; nothing said of tdm, ai-input, search"),
        (
            {".well-known/tdmrep.json": '[{"location": "/", "tdm-reservation": 0}]'},
            f"permitted for {TRAINING}; nothing said of ai-input, search",
        ),
        (
            {".well-known/tdmrep.json": '[{"location": "/essays/", "tdm-reservation": 1}]'},
            "nothing said of any use; but parts of it are reserved (tdmrep)",
        ),
        (
            {"index.html": "x", "a.html": '<meta name="robots" content="noai">'},
            "nothing said of any use; but parts of it are reserved (robots_meta)",
        ),
        ({"index.html": "x", "a.html": '<meta name="robots" content="noindex">'}, "nothing said of any use"),
        ({"robots.txt": "User-agent: GPTBot\nDisallow: /admin/\n"}, "nothing said of any use"),
    ],
)  # fmt: skip
def test_the_first_line_is_the_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files: dict[str, str], first: str
) -> None:
    assert said(tmp_path, files, monkeypatch)[0] == f"s: {first}"


def test_the_same_mistake_on_every_page_is_told_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = '<meta name="tdm-reservation" content="yes">'
    told = said(tmp_path, {"a.html": page, "b.html": page, "c.html": page}, monkeypatch)
    assert told[-2:] == [
        "problems",
        "  tdmrep   /a.html meta tdm-reservation: 'yes' is neither 0 nor 1 (TDMRep § tdm-reservation)   and in 2 more files",
    ]


def test_what_speaks_of_another_site_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    licence = (
        '<rsl xmlns="https://rslstandard.org/rsl"><content url="https://www.art.example/"><license>'
        '<prohibits type="usage">ai-train</prohibits></license></content></rsl>'
    )
    assert said(tmp_path, {"rsl.xml": licence}, monkeypatch)[:3] == [
        "s: nothing said of any use; but parts of it are reserved (rsl)",
        "1 file read, as https://art.example",
        "1 statement speaks of https://www.art.example and is not counted; --origin https://www.art.example if this is that site",
    ]
