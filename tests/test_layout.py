"""Laws of the repository: tests mirror the source, files stay small, what is public is listed."""

from __future__ import annotations

import ast
import importlib
import re
import warnings
from pathlib import Path

import pytest

from agister.protocols import PROTOCOLS
from tests.places import ROOT, SOURCE
from tests.sizes import LongFile

UNIT = ROOT / "tests" / "unit"

#: Above this a file is shown; a file that grows is two ideas.
SHOWN = 300
#: Above this the suite fails.
REFUSED = 500


def _modules() -> set[Path]:
    return {
        path.relative_to(SOURCE)
        for path in SOURCE.rglob("*.py")
        if path.name not in ("__init__.py", "__main__.py") and "__pycache__" not in path.parts
    }


def test_every_source_file_has_its_unit_test() -> None:
    missing = sorted(
        str(UNIT / module.with_name(f"test_{module.name}"))
        for module in _modules()
        if not (UNIT / module.with_name(f"test_{module.name}")).is_file()
    )
    assert missing == [], "write these unit tests"


def test_every_unit_test_has_its_source_file() -> None:
    orphans = sorted(
        str(test.relative_to(ROOT))
        for test in UNIT.rglob("test_*.py")
        if not (SOURCE / test.relative_to(UNIT).with_name(test.name.removeprefix("test_"))).is_file()
    )
    assert orphans == [], "these unit tests have no source file of their name"


@pytest.mark.parametrize("folder", ["src", "tests", "benchmarks", "docs"])
def test_files_stay_small(folder: str) -> None:
    refused = []
    for path in sorted((ROOT / folder).rglob("*.py")):
        length = len(path.read_text("utf-8").splitlines())
        if length > REFUSED:
            refused.append(f"{path.relative_to(ROOT)}: {length} lines")
        elif length > SHOWN:
            warnings.warn(f"{path.relative_to(ROOT)} has {length} lines, above {SHOWN}: is it two ideas?", LongFile, 1)
    assert refused == [], f"files above {REFUSED} lines: each holds more than one idea"


def _public_names(package: str) -> set[str]:
    """Names that the files of a package define without an underscore."""
    folder = SOURCE.parent / package.replace(".", "/")
    names: set[str] = set()
    for path in folder.glob("*.py"):
        if path.name == "__init__.py":
            continue
        for node in ast.parse(path.read_text("utf-8")).body:
            match node:
                case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                    names.add(name)
                case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                    names.add(name)
    return {name for name in names if not name.startswith("_")}


def test_the_shared_language_exports_all_it_defines() -> None:
    rights = importlib.import_module("agister.rights")
    assert set(rights.__all__) == _public_names("agister.rights")
    assert list(rights.__all__) == sorted(
        rights.__all__, key=lambda name: (not name.isupper(), not name[0].isupper(), name)
    )
    assert all(hasattr(rights, name) for name in rights.__all__)


def test_every_file_says_what_it_is() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for path in sorted(SOURCE.rglob("*.py"))
        if not ast.get_docstring(ast.parse(path.read_text("utf-8")))
    ]
    assert silent == [], "these files have no docstring"


#: Words that say nothing about the domain (CONTRIBUTING, *Names*). `model` is an AI model here.
_REFUSED_WORDS = re.compile(r"(^|_)(model|core|util|utils|helper|helpers|common|manager|base)(_|$)", re.IGNORECASE)
_REFUSED_ALONE = {"data", "policy", "claim"}
_DEFINITIONS = (ast.FunctionDef, ast.ClassDef, ast.AsyncFunctionDef)


#: What a levy is charged on is called its base, in law and here.
_LEVY_NAMES = {"LevyBase"}


def _is_refused(name: str) -> bool:
    return name not in _LEVY_NAMES and _REFUSED_WORDS.search(re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name)) is not None


def test_names_belong_to_the_domain() -> None:
    # A file may be called `policy.py`: its folder says which.
    refused = []
    for path in sorted(SOURCE.rglob("*.py")):
        where = path.relative_to(ROOT)
        tree = ast.parse(path.read_text("utf-8"))
        if _is_refused(path.stem):
            refused.append(str(where))
        defined = [node for node in ast.walk(tree) if isinstance(node, _DEFINITIONS)]
        refused += [f"{where}:{node.lineno} {node.name}" for node in defined if _is_refused(node.name)]
        public = [node for node in tree.body if isinstance(node, _DEFINITIONS)]
        refused += [f"{where}:{node.lineno} {node.name}" for node in public if node.name.lower() in _REFUSED_ALONE]
    assert refused == []


def test_one_place_names_the_folder_of_real_files() -> None:
    marker = "shared" + "/data"
    split = '"shared" / "data"'
    naming = [
        str(path.relative_to(ROOT))
        for folder in ("src", "tests", "benchmarks", "docs", "examples", "conformance")
        for path in sorted((ROOT / folder).rglob("*"))
        if path.suffix in (".py", ".md", ".sh", ".toml", ".json", ".yaml")
        and (marker in (text := path.read_text("utf-8")) or split in text)
    ]
    assert [name for name in naming if name not in ("tests/places.py", "tests/test_layout.py")] == []


def test_no_registry_address_is_written_down() -> None:
    address = re.compile(r"https?://[^\s\"']*(?:pypi\.|pythonhosted|/simple\b)")
    files = [ROOT / name for name in ("pyproject.toml", "constraints.txt", "Makefile", ".ci/run")]
    assert [str(path) for path in files if address.search(path.read_text("utf-8"))] == []


def _imports(path: Path) -> set[str]:
    """Modules that a file imports by name, wherever in the file."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found


def test_protocols_do_not_know_each_other() -> None:
    names = {protocol.name for protocol in PROTOCOLS}
    knowing = []
    for path in sorted((SOURCE / "protocols").glob("*.py")):
        # `tdmrep_file.py` belongs to `tdmrep`; `robots_groups.py` belongs to all.
        owner = max((name for name in names if path.stem.startswith(name)), key=len, default="")
        if path.stem == "__init__":
            continue
        for name in sorted(names - {owner}):
            if any(imported.startswith(f"agister.protocols.{name}") for imported in _imports(path)):
                knowing.append(f"{path.stem} imports {name}")
    assert knowing == []


def test_engines_do_not_know_each_other() -> None:
    engines = SOURCE / "screening" / "engines"
    names = {path.stem for path in engines.glob("*.py")} - {"__init__"}
    knowing = [
        f"{path.stem} imports {name}"
        for path in sorted(engines.glob("*.py"))
        if path.stem != "__init__"
        for name in sorted(names - {path.stem})
        if f"agister.screening.engines.{name}" in _imports(path)
    ]
    assert knowing == []


def test_rules_read_no_clock() -> None:
    clocks = {"now", "utcnow", "today", "fromtimestamp"}
    reading = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for folder in ("rights", "formats", "protocols", "law", "ledger", "levy")
        for path in sorted((SOURCE / folder).rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in clocks
    ]
    assert reading == [], "the caller brings the time"
