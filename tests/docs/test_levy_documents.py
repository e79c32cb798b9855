"""Every formula, vector file, command and kind of entry of the levy has its place, and every test that a page names exists."""

from __future__ import annotations

import argparse
import ast
import importlib
import json
import re
import shlex
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from agister.cli.main import build_parser
from agister.levy.allocations import ALLOCATIONS
from agister.levy.bases import BASES
from agister.levy.chart import FAMILIES
from agister.levy.events import EVENTS
from agister.levy.instrument_file import shipped_instruments
from tests.docs.pages import blocks, links, pages, prose
from tests.places import DATA, ROOT, needs_data

DOCS = ROOT / "docs"
LEVIES = ROOT / "conformance" / "levies"
FORMULAS = (DOCS / "reference/levy/formulas.md").read_text("utf-8")
EVENTS_PAGE = (DOCS / "reference/levy/events.md").read_text("utf-8")
ESSAY = (DOCS / "explanation/essay.md").read_text("utf-8")
_VECTORS = DATA / "levy" / "levy_vectors.json"


def _leaves(parser: argparse.ArgumentParser, words: tuple[str, ...] = ()) -> Iterator[str]:
    below = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    if not below:
        yield " ".join(words)
    for action in below:
        for name, child in action.choices.items():
            yield from _leaves(child, (*words, name))


LEVY_COMMANDS = sorted(command for command in _leaves(build_parser()) if command.startswith("levy "))


def test_every_command_stands_in_the_list_of_commands() -> None:
    text = (DOCS / "reference/cli.md").read_text("utf-8")
    assert [command for command in _leaves(build_parser()) if f"## `agister {command}`" not in text] == []


@pytest.mark.parametrize("command", LEVY_COMMANDS)
def test_every_levy_command_is_told_of_beside_that_list(command: str) -> None:
    told = [page for page in pages() if DOCS in page.parents and page.name not in ("cli.md", "index.md")]
    assert [page for page in told if re.search(rf"agister {command}\b", page.read_text("utf-8"))] != []


@pytest.mark.parametrize("path", sorted(LEVIES.rglob("*.json")), ids=lambda path: str(path.relative_to(LEVIES)))
def test_every_vector_file_belongs_to_a_formula(path: Path) -> None:
    assert f"`{path.relative_to(LEVIES)}`" in FORMULAS


def test_every_vector_file_that_is_named_exists() -> None:
    named = set(re.findall(r"`([a-z]+/[\w-]+\.json)`", FORMULAS))
    assert sorted(name for name in named if not (LEVIES / name).is_file()) == []


def test_every_base_and_every_kind_of_key_has_its_formula() -> None:
    names = [*(base.name for base in BASES), *(allocation.name for allocation in ALLOCATIONS)]
    assert [name for name in names if not re.search(rf"^\| `{name}`", FORMULAS, re.MULTILINE)] == []


def _ids(text: str) -> set[str]:
    """Names such as DST-01, and all between two of them that `to` joins."""
    found = set(re.findall(r"\b[A-Z]+-\d\d\b", text))
    for first, last in re.findall(r"\b([A-Z]+-\d\d) to ([A-Z]+-\d\d)\b", text):
        family = first.partition("-")[0]
        found |= {f"{family}-{number:02}" for number in range(int(first[-2:]), int(last[-2:]) + 1)}
    return found


@needs_data
def test_every_acceptance_vector_belongs_to_a_formula() -> None:
    covered = _ids(FORMULAS)
    ids = {vector["id"] for vector in json.loads(_VECTORS.read_text("utf-8"))}
    assert sorted(ids - covered) == []
    assert sorted(covered - ids) == []


@needs_data
def test_every_acceptance_vector_is_published_again() -> None:
    clauses = " ".join(
        vector.get("clause", "")
        for path in LEVIES.rglob("*.json")
        for vector in json.loads(path.read_text("utf-8"))["vectors"]
    )
    published = _ids(clauses)
    assert sorted({vector["id"] for vector in json.loads(_VECTORS.read_text("utf-8"))} - published) == []


def test_the_index_leads_to_every_page_but_reference_by_engine_source_and_protocol() -> None:
    reached = {(DOCS / link.partition("#")[0]).resolve() for link in links(DOCS / "index.md") if "://" not in link}
    parts = ("tutorials", "how-to", "explanation", "reference/levy")
    assert [page.name for part in parts for page in (DOCS / part).glob("*.md") if page not in reached] == []


def test_every_kind_of_entry_and_every_account_has_its_place() -> None:
    assert [name for name in EVENTS if f"\n### `{name}`\n" not in EVENTS_PAGE] == []
    assert [family.name for family in FAMILIES if not re.search(rf"^\| `{family.name}\b", EVENTS_PAGE, re.M)] == []


def test_every_act_is_named_where_acts_are_told_of() -> None:
    told = (DOCS / "explanation/what-the-levy-is-not.md").read_text("utf-8")
    assert [name for name in shipped_instruments() if f"`{name}`" not in told] == []


@cache
def _tests_in(path: str) -> frozenset[str]:
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


def test_tests_that_pages_name_exist() -> None:
    wrong = []
    for page in (page for page in pages() if DOCS in page.parents):
        for path, test in re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?", prose(page)):
            if not (ROOT / path).is_file() or (test and test not in _tests_in(path)):
                wrong.append(f"{page.relative_to(ROOT)}: {path}::{test}")
    assert wrong == []


def test_the_year_names_documents_that_lie_in_its_folder() -> None:
    folder = ROOT / "examples" / "levy" / "year"
    page = DOCS / "how-to/run-a-year.md"
    shown = " ".join(block.text for block in blocks(page) if block.language == "console")
    named = set(re.findall(r"(?<![\w/.-])[\w*-]+\.(?:yaml|csv|xml)\b", shown)) - {"pain001.xml", "pain001-2.xml"}
    assert len(named) > 30
    assert sorted(name for name in named if not list(folder.glob(name))) == []
    # Whoever follows the page has everything that later steps rest on; only the party that is out of scope stands in prose.
    used = {path.name for name in named for path in folder.glob(name)} | {"registration-sparrow.yaml"}
    assert sorted(path.name for path in folder.iterdir() if path.name not in used) == []


def test_every_claim_of_the_essay_has_a_command_and_a_test() -> None:
    rows = [line for line in ESSAY.splitlines() if re.match(r"\| [EL]\d", line)]
    assert len(rows) >= 15
    assert [row for row in rows if "agister " not in row or "tests/" not in row] == []


def _shown() -> Iterator[Any]:
    for page in pages():
        for block in blocks(page):
            if block.language != "console":
                continue
            for number, shown in enumerate(re.findall(r"^\$ ((?:[^\n\\]|\\\n|\\.)*)", block.text, re.MULTILINE), 1):
                # Up to a pipe, a redirection or the next command.
                whole = re.sub(r"\\\n(?:> *)?", "", shown)
                words = re.split(r"\s+(?:\||\|\||&&|>|2>&1|#)(?:\s|$)|;\s", whole)[0]
                if words.startswith("agister ") and "…" not in words:
                    yield pytest.param(words, id=f"{page.name}:{block.line}:{number}")


@pytest.mark.parametrize("words", list(_shown()))
def test_every_command_that_is_shown_is_one(words: str) -> None:
    parser = build_parser()
    try:
        given = parser.parse_args(shlex.split(words)[1:])
    except SystemExit:
        pytest.fail(f"this is no command: {words}")
    assert given.command


def test_names_of_ours_that_pages_import_exist() -> None:
    wrong = []
    for page in pages():
        for block in blocks(page):
            if block.language != "python" or not _is_python(block.text):
                continue
            for node in ast.walk(ast.parse(block.text)):
                if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("agister"):
                    module = importlib.import_module(node.module or "")
                    wrong += [
                        f"{page.name}:{block.line}: {node.module}.{item.name}"
                        for item in node.names
                        if not hasattr(module, item.name)
                    ]
    assert wrong == []


def _is_python(text: str) -> bool:
    try:
        ast.parse(text)
    except SyntaxError:
        return False
    return True


@pytest.mark.parametrize("page", sorted((DOCS / "reference/levy").glob("*.md")), ids=lambda page: page.stem)
def test_names_of_modules_and_functions_exist(page: Path) -> None:
    named = set(re.findall(r"`(agister(?:\.[a-zA-Z_]\w*)+)[`(]", prose(page)))
    assert sorted(name for name in named if not _resolves(name)) == []


def _resolves(name: str) -> bool:
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        try:
            found: object = importlib.import_module(".".join(parts[:length]))
        except ModuleNotFoundError:
            continue
        for part in parts[length:]:
            if not hasattr(found, part):
                return False
            found = getattr(found, part)
        return True
    return False
