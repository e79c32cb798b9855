"""Everything that exists is documented, links lead somewhere, and what a page says can be run is run."""

from __future__ import annotations

import doctest
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from agister.protocols import PROTOCOLS, ReservationProtocol
from tests.docs.pages import Block, anchors, blocks, commands, links, pages
from tests.places import ROOT, SOURCE

DOCS = ROOT / "docs"
PAGES = pages()
RUNNING = [page for page in PAGES if any("run" in block.words for block in blocks(page))]
ENGINES = sorted(path.stem for path in (SOURCE / "screening" / "engines").glob("*.py") if path.stem != "__init__")
#: Other programs call these: the names stay.
PROMISED = (
    *("origins", "collect", "screen", "trace", "check"),
    *("index build", "index update", "index stats", "index diff"),
    *("policy list", "policy show", "policy explain"),
    *("levy instruments", "levy check", "levy explain", "levy assess", "levy share", "levy interest", "levy due-dates"),
    *("levy office init", "levy book", "levy receive", "levy pay", "levy reverse", "levy report", "levy recompute"),
    *("levy distribute propose", "levy simulate", "levy measure"),
)


def _name(page: Path) -> str:
    return str(page.relative_to(ROOT))


@pytest.mark.parametrize("protocol", PROTOCOLS, ids=lambda protocol: protocol.name)
def test_every_protocol_has_its_page(protocol: ReservationProtocol) -> None:
    page = DOCS / "reference" / "protocols" / f"{protocol.name}.md"
    assert page.is_file()
    text = page.read_text("utf-8")
    missing = [word for word in (*protocol.well_known, *(key.name for key in protocol.keys)) if word not in text]
    assert missing == [], f"{_name(page)} does not mention these paths or policy keys"


def test_every_page_of_a_protocol_has_its_protocol() -> None:
    written = {page.stem for page in (DOCS / "reference" / "protocols").glob("*.md")} - {"index"}
    assert written <= {protocol.name for protocol in PROTOCOLS}


@pytest.mark.parametrize("engine", ENGINES)
def test_every_engine_has_its_page(engine: str) -> None:
    assert (DOCS / "reference" / "engines" / f"{engine}.md").is_file()


def test_every_command_stands_in_the_reference() -> None:
    if not (SOURCE / "cli" / "main.py").is_file():
        pytest.skip("no command exists yet")
    text = (DOCS / "reference" / "cli.md").read_text("utf-8")
    assert [name for name in PROMISED if f"## `agister {name}`" not in text] == []


def test_every_policy_key_is_explained() -> None:
    text = (DOCS / "reference" / "policy-keys.md").read_text("utf-8")
    for protocol in PROTOCOLS:
        for key in protocol.keys:
            assert f"### `[{protocol.name}] {key.name}`" in text, "run `make docs`"
            assert key.meaning in text, "run `make docs`"


def test_generated_pages_are_fresh() -> None:
    done = subprocess.run(
        [sys.executable, str(DOCS / "generate.py"), "--check"], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_ambiguity_is_settled() -> None:
    text = (DOCS / "decisions" / "ambiguities.md").read_text("utf-8")
    rows = re.findall(r"^\| (A\d+) \|", text, re.MULTILINE)
    assert rows == [f"A{number}" for number in range(1, 20)]
    assert re.findall(r"^\| (A\d+) \|.*\*\*open\*\*", text, re.MULTILINE) == []


def test_decisions_are_numbered_and_complete() -> None:
    records = sorted((DOCS / "decisions").glob("[0-9]*.md"))
    assert [int(record.name[:4]) for record in records] == list(range(1, len(records) + 1))
    for record in records:
        text = record.read_text("utf-8")
        assert text.startswith(f"# {record.name[:4]} · "), record.name
        assert re.search(r"^Status: (accepted|superseded by \d{4})$", text, re.MULTILINE), record.name
        for heading in ("Context", "Decision", "Consequences"):
            assert f"\n## {heading}\n" in text, f"{record.name} has no {heading}"
        assert len(text.splitlines()) < 60, f"{record.name} is longer than a page"


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_links_lead_somewhere(page: Path) -> None:
    broken = []
    for link in links(page):
        if re.match(r"[a-z][a-z0-9+.-]*:", link):
            continue
        target, _, anchor = link.partition("#")
        path = (page.parent / target).resolve() if target else page
        if not path.exists() or (anchor and path.suffix == ".md" and anchor not in anchors(path)):
            broken.append(link)
    assert broken == []


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_languages_of_blocks_that_run(page: Path) -> None:
    assert [
        block for block in blocks(page) if "run" in block.words and block.language not in ("console", "python")
    ] == []


def test_pages_say_what_of_them_runs() -> None:
    shown = [
        ROOT / "README.md",
        *(page for part in ("tutorials", "how-to", "explanation") for page in (DOCS / part).glob("*")),
    ]
    shown += [page for page in PAGES if page.parent.name in ("sources", "engines", "protocols")]
    unmarked = [
        f"{_name(page)}:{block.line}"
        for page in shown
        for block in blocks(page)
        if block.language in ("console", "python", "") and not {"run", "elsewhere"} & set(block.words)
    ]
    assert unmarked == [], "mark these blocks `run`, or `elsewhere` where they need the network or another machine"


def test_pages_can_be_followed_one_after_the_other_in_one_folder() -> None:
    """An index that another page built there would be refused, or answer for it."""
    built = [
        (name, _name(page))
        for page in RUNNING
        for block in blocks(page)
        if "run" in block.words
        for name in re.findall(r"^\$ agister (?:index build|levy office init) (\S+)", block.text, re.MULTILINE)
    ]
    assert len(built) >= 5
    assert [entry for entry in built if [name for name, _ in built].count(entry[0]) > 1] == []


def test_the_index_leads_to_every_page_of_the_reference() -> None:
    reached = {(DOCS / link.partition("#")[0]).resolve() for link in links(DOCS / "index.md") if "://" not in link}
    pages_there = {page for page in PAGES if DOCS / "reference" in page.parents and page.parent.name != "protocols"}
    assert sorted(_name(page) for page in pages_there - reached) == []


@pytest.mark.parametrize("page", RUNNING, ids=_name)
def test_page_runs(page: Path, tmp_path: Path) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}",
        "COLUMNS": "120",
        "NO_COLOR": "1",
    }
    for block in blocks(page):
        if "run" not in block.words:
            continue
        if block.language == "python":
            _run([sys.executable, "-c", block.text], block.line, "", block, tmp_path, environment)
        else:
            for command in commands(block):
                _run(["bash", "-c", command.command], command.line, command.expected, block, tmp_path, environment)


def _run(words: list[str], line: int, expected: str, block: Block, folder: Path, environment: dict[str, str]) -> None:
    done = subprocess.run(words, capture_output=True, text=True, cwd=folder, env=environment, check=False)
    where = f"{_name(block.page)}:{line}"
    assert done.returncode == 0, f"{where} ended with {done.returncode}:\n{done.stdout}{done.stderr}"
    flags = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    if expected and not doctest.OutputChecker().check_output(expected, done.stdout, flags):
        raise AssertionError(f"{where} printed something else:\n{done.stdout}\nexpected:\n{expected}")
