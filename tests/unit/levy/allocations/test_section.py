from __future__ import annotations

from fractions import Fraction

import pytest

from agister.errors import SharingError
from agister.formats.exact_yaml import Table, parse_exact_yaml
from agister.levy.allocations.section import DENOMINATOR_BITS, Section


def section(text: str) -> Section:
    root = parse_exact_yaml(text.encode()).root
    assert isinstance(root, Table)
    return Section(root, file="key.yaml")


def test_readers() -> None:
    found = section("a: 1/3\nb: 7\nc: {x: 50%, y: 12.5%}\nd: {x: 3}\ne: {x: [1, 2], y: []}\nf: {x: hello}\ng: word")
    assert found.names == tuple("abcdefg")
    assert ("a" in found, "z" in found) == (True, False)
    assert found.number("a") == Fraction(1, 3)
    assert found.number("z", Fraction(2)) == 2
    assert found.units("b") == 7
    assert found.units("z", 3) == 3
    assert found.numbers("c") == {"x": Fraction(1, 2), "y": Fraction(1, 8)}
    assert found.counts("d") == {"x": 3}
    assert found.unit_lists("e") == {"x": (1, 2), "y": ()}
    assert found.texts("f") == {"x": "hello"}
    assert found.text("g") == "word"
    assert found.text("z", "") == ""


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: {x: 1}", "line 1: 'w' is missing; this kind of key cannot do without it"),
        ("w: 3", "line 1, w: must hold names with values, such as {creators: 3, heritage: 1/2}"),
        ("w: [a, b]", "line 1, w: must hold names with values, such as {creators: 3, heritage: 1/2}"),
        ("w: {}", "line 1, w: is empty: name at least one"),
        ("w:\n  a: {b: 1}", "line 2, w → a: must be a single value"),
        ("w:\n  a:", "line 2, w → a: has no value; between {} a comma ends an entry, a decimal is written 1.5"),
        ("w:\n  a: -1", "line 2, w → a: -1 is negative; it must be zero or more"),
        ("w:\n  a: many", "line 2, w → a: 'many' is no exact number; write it as 3, 0.25, 1/3 or 12.5%"),
        ("w:\n  a: 1\n  b: 50%", "line 3, w → b: some are in per cent and others not: write all of them alike"),
        ("w:\n  ' a': 1", "line 2, w →  a: a name must have 1 to 200 visible characters, without blanks around it"),
        ('w: {"": 1}', "line 1, w: a name must have 1 to 200 visible characters, without blanks around it"),
        (
            'w: {"a\\u202eb": 1}',
            "line 1, w → a?b: a name must have 1 to 200 visible characters, without blanks around it",
        ),
    ],
)
def test_refusals(text: str, message: str) -> None:
    with pytest.raises(SharingError) as refused:
        section(text).numbers("w")
    assert str(refused.value) == "key.yaml, " + message


def test_a_name_with_a_line_break_is_refused_in_one_line() -> None:
    with pytest.raises(SharingError, match="visible") as refused:
        section('w: {"a\\nb\\e[31m": 1}').numbers("w")
    assert str(refused.value).isprintable()


def test_keys_that_nobody_reads() -> None:
    with pytest.raises(SharingError) as refused:
        section("kind: x\nfloors: 1").only(("kind", "floor", "cap"))
    assert str(refused.value) == (
        "key.yaml, line 2, floors: this key is not known here; did you mean 'floor'? allowed: cap, floor, kind"
    )


def test_fractions_without_end() -> None:
    primes = [n for n in range(2, 5000) if all(n % d for d in range(2, int(n**0.5) + 1))]
    text = "w: {" + ", ".join(f"p{prime}: 1/{prime}" for prime in primes) + "}"
    with pytest.raises(
        SharingError, match="too many different fractions to compute with exactly: write them as decimals"
    ):
        section(text).numbers("w")
    assert DENOMINATOR_BITS >= 4096
