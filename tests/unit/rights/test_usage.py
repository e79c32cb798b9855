"""The whole table of usages is in conformance/rights/usage_relations.json; here are its laws."""

from __future__ import annotations

from itertools import product

import pytest

from agister.rights import Usage, contains, permits, reserves

TREE = """
any
  tdm
    train-ai
      train-genai
  ai-input
  search
crawl
"""


def _parts() -> dict[Usage, set[Usage]]:
    """Usage → itself and what lies inside it, read from the drawing."""
    parts: dict[Usage, set[Usage]] = {}
    above: list[Usage] = []
    for line in TREE.strip().splitlines():
        depth = (len(line) - len(line.lstrip())) // 2
        usage = Usage(line.strip())
        above = [*above[:depth], usage]
        for outer in above:
            parts.setdefault(outer, set()).add(usage)
    return parts


def test_the_drawing_names_every_usage() -> None:
    assert set(_parts()) == set(Usage)


@pytest.mark.parametrize(("whole", "part"), list(product(Usage, repeat=2)))
def test_contains_is_the_drawing(whole: Usage, part: Usage) -> None:
    assert contains(whole, part) is (part in _parts()[whole])


@pytest.mark.parametrize(("said", "asked"), list(product(Usage, repeat=2)))
def test_relations(said: Usage, asked: Usage) -> None:
    assert reserves(said, asked) is (contains(said, asked) or contains(asked, said))
    assert reserves(said, asked) is reserves(asked, said)
    assert permits(said, asked) is contains(said, asked)


@pytest.mark.parametrize(("a", "b", "c"), list(product(Usage, repeat=3)))
def test_containment_is_an_order(a: Usage, b: Usage, c: Usage) -> None:
    assert contains(a, a)
    if contains(a, b) and contains(b, c):
        assert contains(a, c)
    if contains(a, b) and contains(b, a):
        assert a is b


def test_access_is_not_use() -> None:
    others = [usage for usage in Usage if usage is not Usage.CRAWL]
    assert not any(reserves(Usage.CRAWL, usage) or reserves(usage, Usage.CRAWL) for usage in others)
