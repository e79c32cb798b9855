"""What `agister trace` prints of the shipped sample."""

from __future__ import annotations

import pytest

from agister.cli.main import main
from tests.places import ROOT


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("trace") / "said.idx"
    archive = ROOT / "examples" / "sample" / "sites.warc.gz"
    assert main(["index", "build", str(path), str(archive), "--quiet"]) == 0
    return str(path)


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "400")


def lines_of(capsys: pytest.CaptureFixture[str], *words: str) -> list[str]:
    capsys.readouterr()
    assert main(["trace", *words]) == 0
    return capsys.readouterr().out.splitlines()


def starts(lines: list[str], text: str) -> list[str]:
    return [line for line in lines if line.startswith(text)]


def test_what_another_protocol_said_is_shown(index: str, capsys: pytest.CaptureFixture[str]) -> None:
    lines = lines_of(capsys, "https://two-minds.example/a.jpg", "--index", index)
    assert lines[0] == "https://two-minds.example/a.jpg   train-ai   reserved"
    assert starts(lines, '  because       tdmrep   tdmrep.json  $[0]  {"location": "/", "tdm-reservation": 1}')
    assert starts(lines, "  also said     content_signals   ")[0].endswith("— permitted")
    assert starts(lines, "  also seen     robots_txt   ")[0].endswith("— neither reserves nor permits")


def test_words_that_the_policy_only_shows(index: str, capsys: pytest.CaptureFixture[str]) -> None:
    lines = lines_of(capsys, "https://plaza-mayor.example/a.jpg", "--index", index)
    assert lines[0].endswith("unknown")
    assert "Queda prohibido" in starts(lines, "  also seen     prose")[0]


def test_silence_of_a_page_that_nobody_looked_at_is_no_evidence(index: str, capsys: pytest.CaptureFixture[str]) -> None:
    unseen = lines_of(capsys, "https://ink-and-pixel.example/art/unseen.jpg", "--index", index)
    assert starts(unseen, "  not looked at headers and HTML of this URL, /.well-known/tdmrep.json")
    assert "x_robots_tag" not in starts(unseen, "  nothing said")[0]
    seen = lines_of(capsys, "https://ink-and-pixel.example/art/hare.jpg", "--index", index)
    assert starts(seen, "  not looked at /.well-known/tdmrep.json")


def test_markers_and_repetitions_are_left_out(index: str, capsys: pytest.CaptureFixture[str]) -> None:
    lines = lines_of(capsys, "https://stock-of-light.example/photos/x.jpg", "--index", index)
    assert len(lines) == len(set(lines))
    assert [line for line in lines if "[association]" in line or "[document in" in line] == []
    assert any("offered: https://stock-of-light.example/licensing" in line for line in lines)


def test_a_failure_after_a_statement_is_told(index: str, capsys: pytest.CaptureFixture[str]) -> None:
    lines = lines_of(capsys, "https://flaky-server.example/gallery/x.jpg", "--index", index)
    assert any("a later fetch failed (2026-09-15); a failed fetch does not end what was said" in line for line in lines)


def test_nobody_looked(index: str, capsys: pytest.CaptureFixture[str]) -> None:
    lines = lines_of(capsys, "https://nobody.example/x", "--index", index, "--policy", "eu-commercial-training")
    assert lines[:2] == [
        "https://nobody.example/x   train-ai   unchecked",
        "  because       nothing of https://nobody.example was ever observed",
    ]
    assert lines[2].startswith("  under         policy   eu-commercial-training   sha256:")
    assert len(lines) == 3
