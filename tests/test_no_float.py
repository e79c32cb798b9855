"""There is no float in `ledger` and `levy`: money is whole minor units and exact fractions."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.places import ROOT, SOURCE

FOLDERS = [SOURCE / "ledger", SOURCE / "levy"]
FILES = sorted(path for folder in FOLDERS for path in folder.rglob("*.py"))

#: Makes or returns binary fractions, or rounds in ways that no instrument names.
NAMES = {"float", "complex", "round", "Decimal"}
MODULES = {"cmath", "decimal", "numpy", "random", "statistics"}
#: What `math` computes in whole numbers.
EXACT_MATH = {"ceil", "comb", "factorial", "floor", "gcd", "isqrt", "lcm", "perm"}


def _is_whole(node: ast.expr) -> bool:
    """Surely an int: what else may be divided is a matter of types, which `Amount`, `apportion` and `rounded` check."""
    match node:
        case ast.Constant(value=int()) | ast.Call(func=ast.Name(id="int" | "len" | "lcm" | "isqrt")):
            return True
        case ast.BinOp(op=ast.Add() | ast.Sub() | ast.Mult() | ast.Pow(), left=left, right=right):
            return _is_whole(left) and _is_whole(right)
        case _:
            return False


def inexact(source: str) -> list[str]:
    """`line: what` for each place where something inexact could come in."""
    found = []
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Constant(value=float() | complex()):
                what = f"the literal {node.value}"
            case ast.Name(id=name) if name in NAMES:
                what = name
            case ast.Import(names=names) if any(alias.name.split(".")[0] in MODULES | {"math"} for alias in names):
                what = f"import {names[0].name}"
            case ast.ImportFrom(module=str(module)) if module.split(".")[0] in MODULES:
                what = f"from {module}"
            case ast.ImportFrom(module="math", names=names) if {alias.name for alias in names} - EXACT_MATH:
                what = f"from math import {names[0].name}"
            case ast.BinOp(op=ast.Div(), left=left, right=right) if _is_whole(left) and _is_whole(right):
                what = "a division of whole numbers"
            case ast.Call(func=ast.Attribute(attr="limit_denominator" | "safe_load" | "load")):
                what = "a call that guesses numbers"
            case _:
                continue
        found.append(f"{node.lineno}: {what}")
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_no_float(path: Path) -> None:
    assert inexact(path.read_text("utf-8")) == [], str(path.relative_to(ROOT))


@pytest.mark.parametrize(
    ("source", "places"),
    [
        ("a = 0.1", ["1: the literal 0.1"]),
        ("a = 1\nb = float(a)", ["2: float"]),
        ("a: float = 1", ["1: float"]),
        ("a = round(b, 2)", ["1: round"]),
        ("import math", ["1: import math"]),
        ("import numpy as np", ["1: import numpy"]),
        ("from math import sqrt", ["1: from math import sqrt"]),
        ("from decimal import getcontext", ["1: from decimal"]),
        ("a = yaml.safe_load(b)", ["1: a call that guesses numbers"]),
        ("a = len(b) / 2", ["1: a division of whole numbers"]),
        ("from math import isqrt, lcm\na = 1e3", ["2: the literal 1000.0"]),
        ("from fractions import Fraction\na = Fraction(1, 3) / 2", []),
    ],
)
def test_the_scan_sees_floats(source: str, places: list[str]) -> None:
    assert inexact(source) == places
