"""What the package says of itself: dependencies are declared, files that are no code are shipped, versions agree."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions

import agister
from tests.places import ROOT, SOURCE

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def _distribution(requirement: str) -> str:
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert found is not None
    return found.group().lower().replace("_", "-")


def _imported() -> dict[str, set[str]]:
    """Top-level module → files that import it."""
    found: dict[str, set[str]] = {}
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module:
                names = [node.module]
            for name in names:
                found.setdefault(name.partition(".")[0], set()).add(str(path.relative_to(ROOT)))
    return found


def test_what_is_imported_is_declared() -> None:
    extras = PROJECT["optional-dependencies"]
    declared = {_distribution(entry) for entry in PROJECT["dependencies"]}
    declared |= {
        _distribution(entry) for name in extras if name not in ("dev", "fuzz", "remote") for entry in extras[name]
    }
    owners = packages_distributions()
    undeclared = {
        module: sorted(files)
        for module, files in _imported().items()
        if module not in sys.stdlib_module_names
        and module != "agister"
        and not declared & {_distribution(owner) for owner in owners.get(module, [module])}
    }
    assert undeclared == {}


def test_what_is_declared_is_imported() -> None:
    owners = packages_distributions()
    used = {_distribution(owner) for module in _imported() for owner in owners.get(module, [])}
    assert {_distribution(entry) for entry in PROJECT["dependencies"]} - used == set()


def test_constraints_name_every_dependency_and_nothing_but_versions() -> None:
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    assert [line for line in lines if not re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.+!]+", line)] == []
    pinned = {_distribution(line) for line in lines}
    needed = {_distribution(entry) for entry in PROJECT["dependencies"]}
    extras = PROJECT["optional-dependencies"]
    # `dev` takes some extras of ours with it, by our own name.
    taken = {name for entry in extras["dev"] for name in re.findall(r"^agister\[([a-z]+)\]", entry)}
    needed |= {_distribution(entry) for name in ("dev", *taken) for entry in extras[name]}
    assert needed - pinned == {PROJECT["name"]}


def test_the_command_exists() -> None:
    module, _, function = PROJECT["scripts"]["agister"].partition(":")
    path = ROOT / "src" / (module.replace(".", "/") + ".py")
    assert path.is_file()
    assert function in {
        node.name for node in ast.parse(path.read_text("utf-8")).body if isinstance(node, ast.FunctionDef)
    }


def test_versions_of_python_agree() -> None:
    versions = re.findall(r":: (3\.\d+)$", "\n".join(PROJECT["classifiers"]), re.MULTILINE)
    assert versions == ["3.11", "3.12", "3.13"]
    assert PROJECT["requires-python"] == ">=3.11"


def test_what_is_public_is_listed_before_it_is_loaded() -> None:
    asked = "import agister, sys; print(dir(agister), 'numba' in sys.modules); print(agister.screen.__name__)"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == [f"{sorted(agister.__all__)} False", "screen"]
