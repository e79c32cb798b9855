"""Every kind of key, and each of its keys, stands in the reference and has vectors."""

from __future__ import annotations

import pytest

from agister.levy.allocations import ALLOCATIONS, Allocation
from agister.levy.allocations.key_file import SHARED_KEYS
from tests.places import ROOT

PAGE = (ROOT / "docs" / "reference" / "levy" / "sharing.md").read_text("utf-8")


@pytest.mark.parametrize("allocation", ALLOCATIONS, ids=lambda allocation: allocation.name)
def test_every_kind_is_explained(allocation: Allocation) -> None:
    rows = [line for line in PAGE.splitlines() if line.startswith(f"| `{allocation.name}` |")]
    assert len(rows) == 1
    of_capped = set() if "those of `capped`" not in rows[0] else {"floor", "cap", "floors", "caps", "rest"}
    assert [key for key in allocation.keys if f"`{key}`" not in rows[0] and key not in of_capped] == []


def test_keys_of_every_kind_are_explained() -> None:
    assert [key for key in SHARED_KEYS if f"`{key}`" not in PAGE and f"{key}:" not in PAGE] == []
