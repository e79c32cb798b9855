"""The report: complete, self-contained, and nothing of the world gets out of its place in it."""

from __future__ import annotations

import re
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from selectolax.lexbor import LexborHTMLParser

from agister.publishing.screening_report import share, write_report
from agister.screening.screen import screen
from tests.screened_world import built, policy_file, screened


def _report(folder: Path, **options: object) -> str:
    result, dataset = screened(folder, **options)  # type: ignore[arg-type]
    write_report(str(folder / "report.html"), result, dataset=dataset, index=folder / "idx", policy=policy_file(folder))
    return (folder / "report.html").read_text("utf-8")


def _text(html: str) -> str:
    body = LexborHTMLParser(html).body
    assert body is not None
    return re.sub(r"\s+", " ", body.text(separator=" "))


def test_the_answer_comes_first(tmp_path: Path) -> None:
    text = _text(_report(tmp_path))
    assert "May these works be used for train-ai , by the policy for tests , by the latest that was observed?" in text
    head = text[: text.index("Which signal decided")]
    assert "16 rows screened" in head
    assert "18.8 % kept: 3 rows" in head
    assert "81.2 % excluded: 13 rows" in head
    assert "68.8 % of the rows were looked at" in head


def test_every_section_has_its_facts(tmp_path: Path) -> None:
    text = _text(_report(tmp_path))
    for words in (
        "robots-misspelled-key",
        "'1x' is neither 0 nor 1 (TDMRep § tdm-reservation)",
        "url-unusable 1 the text is not an http or https URL, for example not a url",
        "robots.txt line 2 Disallow: / statement 5",
        "2 reserved → unknown, 1 reserved → permitted",
        "16 of 16 came out as they stand in the output",
        "in sites.warc.gz at 100",
        "2031-02-03 10:11:12 UTC",
        "https://nobody.example 2",
        "--missing-from IDX",
        "because: two tokens are enough",
        "No exception lifts a reservation",
        "Not legal advice",
        "gptbot, ccbot",
        "sha256:" + "a" * 64,
    ):
        assert words in text, words


def test_nothing_is_loaded_and_nothing_runs(tmp_path: Path) -> None:
    html = _report(tmp_path)
    page = LexborHTMLParser(html)
    assert page.css("script, img, link, iframe, object, embed, form, base") == []
    assert {node.attributes.get("href", "")[:1] for node in page.css("a")} == {"#"}
    assert "url(" not in html
    assert "@import" not in html
    assert "default-src 'none'" in html
    assert all(not name.startswith("on") for node in page.css("*") for name in node.attributes)
    targets = {node.attributes["href"][1:] for node in page.css("a")}
    assert targets <= {node.attributes["id"] for node in page.css("section")}


def test_words_of_the_world_stay_words(tmp_path: Path) -> None:
    built(tmp_path)
    hostile = "https://two.example/\u202e</code><script>alert(1)</script>" + "x" * 5000
    pq.write_table(pa.table({'u"><b>rl': [hostile, "</td><script>", None]}), tmp_path / "<img src=x>.parquet")
    policy = policy_file(
        tmp_path,
        'name = "<script>name</script>"\nusage = "train-ai"\nreason = "</table>{{ 7*7 }}<script>"\n'
        '[robots_txt]\ntokens = ["<b>"]\n',
    )
    result = screen(
        str(tmp_path / "<img src=x>.parquet"),
        index=tmp_path / "idx",
        policy=policy,
        out=str(tmp_path / "out.parquet"),
        url_column='u"><b>rl',
    )
    write_report(
        str(tmp_path / "r.html"),
        result,
        dataset=str(tmp_path / "<img src=x>.parquet"),
        index=tmp_path / "idx",
        policy=policy,
    )
    html = (tmp_path / "r.html").read_text("utf-8")
    page = LexborHTMLParser(html)
    assert page.css("script, img") == []
    assert "\u202e" not in html
    assert "</table>{{ 7*7 }}<script>" in _text(html)
    assert "x" * 2001 not in html
    assert "\\u{202e}</code><script>alert(1)</script>" in _text(html)


def test_conditions_of_an_exception_are_named(tmp_path: Path) -> None:
    _, dataset = screened(tmp_path)
    out = str(tmp_path / "research.parquet")
    result = screen(dataset, index=tmp_path / "idx", policy="eu-research", out=out)
    assert result.outcomes["excepted"] > 0
    address = str(tmp_path / "r.html")
    write_report(address, result, dataset=dataset, index=tmp_path / "idx", policy="eu-research")
    text = _text((tmp_path / "r.html").read_text("utf-8"))
    assert "reserved rows come out as excepted" in text
    assert "whoever uses the works answers for them: the user had lawful access to the work (3(1))" in text


def test_a_dataset_without_rows(tmp_path: Path) -> None:
    built(tmp_path)
    pq.write_table(pa.table({"url": pa.array([], pa.string())}), tmp_path / "in.parquet")
    policy = policy_file(tmp_path)
    result = screen(
        str(tmp_path / "in.parquet"), index=tmp_path / "idx", policy=policy, out=str(tmp_path / "out.parquet")
    )
    write_report(
        str(tmp_path / "r.html"), result, dataset=str(tmp_path / "in.parquet"), index=tmp_path / "idx", policy=policy
    )
    assert "The dataset has no rows." in (tmp_path / "r.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        (0, 10, "0.0 %"),
        (1, 3, "33.3 %"),
        (1, 10_000, "0.01 %"),
        (99_999, 100_000, "> 99.9 %"),
        (10, 10, "100.0 %"),
        (0, 0, "–"),
    ],
)
def test_shares(part: int, whole: int, expected: str) -> None:
    assert share(part, whole) == expected
