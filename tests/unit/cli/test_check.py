"""What `agister check` prints of a site."""

from __future__ import annotations

import json
import os
import textwrap
from pathlib import Path

import pytest

from agister.cli.main import main


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "120")


def printed(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(["check", *words]) == 0
    return capsys.readouterr().out


def first_line(text: str) -> list[str]:
    return textwrap.wrap(text, 120, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)


def test_each_thing_is_said_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "robots.txt").write_text(
        "User-agent: GPTBot\nDisallow: /\n\nUser-agent: CCBot\nDisallow: /\n\nUser-agent: *\nAllow: /\n"
        "Sitemap: https://art.example/sitemap.xml\n"
    )
    (tmp_path / "trust.txt").write_text("datatrainingallowed=yes\n")
    assert printed(capsys, str(tmp_path), "--policy", "eu-commercial-training").splitlines() == [
        *first_line(f"{tmp_path}: reserved for train-genai, train-ai, tdm; nothing said of ai-input, search"),
        "2 files read, as https://art.example",
        "",
        "what the site as a whole says (policy eu-commercial-training)",
        "  reserved      train-genai, train-ai, tdm",
        "                robots_txt   /robots.txt line 2   Disallow: /   for gptbot",
        "  unknown       ai-input, search",
        "",
        "robots_txt",
        "    Disallow: /   for gptbot, ccbot   /robots.txt line 2 and 1 more place",
        "    Allow: /   /robots.txt line 8",
        "",
        "trust_txt",
        "    datatrainingallowed=yes   /trust.txt line 1",
        "",
        "contradictions",
        "  train-genai, train-ai: robots_txt reserves (robots.txt line 2: Disallow: /), trust_txt permits (trust.txt line 1:",
        "    datatrainingallowed=yes); the reservation counts",
        "",
        "nothing malformed",
    ]


def test_what_is_malformed_is_told_with_its_clause(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "tdmrep.json").write_text('{"tdm-reservation": 1}')
    text = printed(capsys, str(tmp_path / "tdmrep.json"), "--origin", "https://art.example")
    assert "as https://art.example\n" in text
    assert "— malformed, and counted as a reservation by this policy" in text
    assert "  tdmrep   /.well-known/tdmrep.json $: the file must be an array of rules" in text


def test_the_same_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "robots.txt").write_text("User-agent: *\nContent-Signal: ai-train=no\n")
    found = json.loads(printed(capsys, str(tmp_path), "--json"))
    assert found["answers"]["train-ai"]["outcome"] == "reserved"
    assert found["answers"]["train-ai"]["protocol"] == "content_signals"
    assert found["answers"]["search"]["outcome"] == "unknown"


def test_a_url_needs_a_contact(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "https://art.example"]) == 2
    assert "--contact you@example.org" in capsys.readouterr().err


def test_nothing_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(tmp_path / "gone")]) == 2
    assert capsys.readouterr().err == f"agister: {tmp_path / 'gone'} does not exist\n"
    assert main(["check", str(tmp_path)]) == 2
    assert capsys.readouterr().err == f"agister: {tmp_path}: nothing there that a site would serve\n"


def test_words_of_a_site_cannot_command_a_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "robots.txt").write_bytes(b"User-agent: GPTBot\nDisallow: /\x1b]0;mine\x07\xe2\x80\xae/\n")
    said = printed(capsys, str(tmp_path))
    assert "    Disallow: /\\u{1b}]0;mine\\u{7}\\u{202e}/   for gptbot   /robots.txt line 2" in said.splitlines()


def test_a_file_that_cannot_be_read_is_no_silence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "index.html").write_text("<p>Hello.")
    os.mkfifo(tmp_path / "ai.txt")
    said = printed(capsys, str(tmp_path), "--origin", "https://art.example").splitlines()
    assert said[: said.index("")] == [
        *first_line(f"{tmp_path}: cannot be told for every use, something is unreadable"),
        "2 files, 1 of which could not be read, as https://art.example",
    ]
    assert said[-2:] == ["problems", "  source   /ai.txt: cannot be read: it is no regular file"]


def test_a_pipe_or_device_is_refused_instead_of_read_for_ever(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    os.mkfifo(tmp_path / "ai.txt")
    assert main(["check", str(tmp_path / "ai.txt")]) == 2
    assert capsys.readouterr().err == f"agister: {tmp_path / 'ai.txt'} cannot be read: it is no regular file\n"


def test_what_the_folder_did_not_give_away_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "index.html").write_text("<p>Hello.")
    (tmp_path / "netlify.toml").write_text("[[headers]\n")
    (tmp_path / "next.config.mjs").write_text("export default {\n  headers: 'TDM-Reservation'\n}\n")
    found = json.loads(printed(capsys, str(tmp_path), "--json"))
    assert [(p["url"], p["protocol"], p["kind"], p["place"]) for p in found["problems"]] == [
        (None, "source", "folder-bad-headers", "netlify.toml"),
        (None, "source", "folder-unread-headers", "next.config.mjs line 2"),
    ]
