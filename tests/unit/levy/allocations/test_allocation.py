from __future__ import annotations

import inspect

import pytest

from agister.levy.allocations import ALLOCATIONS, Allocation
from agister.levy.allocations.key_file import SHARED_KEYS
from tests.places import SOURCE


@pytest.mark.parametrize("allocation", ALLOCATIONS, ids=lambda allocation: allocation.name)
def test_what_a_kind_offers(allocation: Allocation) -> None:
    assert allocation.name.isidentifier()
    assert allocation.summary
    assert allocation.keys
    assert not set(allocation.keys) & set(SHARED_KEYS)
    documented = inspect.getdoc(allocation.read) or ""
    assert documented, "says what its keys mean"


def test_names_are_distinct_and_name_the_file() -> None:
    names = [allocation.name for allocation in ALLOCATIONS]
    assert len(names) == len(set(names))
    assert names == [vars(allocation)["__name__"].rpartition(".")[2] for allocation in ALLOCATIONS]


def test_kinds_do_not_know_each_other() -> None:
    names = {allocation.name for allocation in ALLOCATIONS}
    knowing = [
        f"{name} imports {other}"
        for name in sorted(names)
        for other in sorted(names - {name})
        if f"agister.levy.allocations.{other} " in (SOURCE / "levy" / "allocations" / f"{name}.py").read_text("utf-8")
    ]
    assert knowing == []
