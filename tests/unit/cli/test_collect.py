from __future__ import annotations

from pathlib import Path

from tests.collect.server import Site, ok
from tests.commands import Agister
from tests.indexes import BLOCKED


def test_from_origins_to_answers(agister: Agister, place: Path, tmp_path: Path) -> None:
    with Site({"/robots.txt": ok(BLOCKED), "/": ok(b"<p>home</p>")}) as site:
        origin = site.origin
        (tmp_path / "origins.tsv").write_text(f"# a comment\n{origin}\t12\n\nmailto:x\n")
        words = ["collect", tmp_path / "origins.tsv", "--out", tmp_path / "crawl", "--contact", "a@b.example",
                 "--allow-private", "--delay", "0"]  # fmt: skip
        found = agister(*words, "--json")
        assert (found.status, found.err) == (0, "")
        assert set(found.object) == {"origins", "skipped", "requests", "outcomes", "unusable", "files"}
        assert (found.object["origins"], found.object["unusable"]) == (1, ["mailto:x"])
        again = agister(*words)
        assert "1 were done already" in again.out
        assert again.out.rstrip().endswith(f"next: agister index build idx {tmp_path / 'crawl'}")
    assert agister("index", "build", tmp_path / "idx", tmp_path / "crawl").status == 0
    traced = agister("trace", f"{origin}/x", "--index", tmp_path / "idx", "--policy", place / "policy.toml", "--json")
    assert traced.object["outcome"] == "reserved"
    assert traced.object["evidence"]["source"].endswith(".warc.gz")


def test_a_private_address_is_refused_unless_told(agister: Agister, tmp_path: Path) -> None:
    with Site({"/robots.txt": ok(BLOCKED)}) as site:
        origin = site.origin
        (tmp_path / "origins.tsv").write_text(origin)
        said = agister(
            "collect", tmp_path / "origins.tsv", "--out", tmp_path / "crawl", "--contact", "a@b.example", "--json"
        )
    assert said.status == 0
    assert "200" not in said.object["outcomes"]


def test_refused(agister: Agister, tmp_path: Path) -> None:
    out = ["--out", tmp_path / "crawl"]
    assert agister.refuses("collect", tmp_path / "no", *out, "--contact", "a@b.example") == (
        f"{tmp_path / 'no'} does not exist: give a file with one origin per line"
    )
    (tmp_path / "origins").write_text("https://a.example\n")
    assert "is no contact" in agister.refuses("collect", tmp_path / "origins", *out, "--contact", "me")
    assert not (tmp_path / "crawl").exists()
    assert agister("collect", tmp_path / "origins", *out).status == 2
