"""Twice the input is at most about twice the work, counted in calls and not in seconds, for inputs made to be slow.

Calls of functions, Python's and C's, are counted; what happens inside one call of C (a regular expression, the tree
builder) is not seen here. Seconds are in docs/explanation/hostile-input.md.
"""

from __future__ import annotations

import gc
import sys

import pytest

from agister.errors import InputError, PolicyError
from tests.fuzz.hostile import HOSTILE, Run

#: Small sizes; their doubles are compared with them. Both must lie on one side of where `html_guard` looks closely (a
#: thousand tags) and straightens (a sum of depths).
SIZE, PAGE_SIZE, SIZES = 4_000, 20_000, {"html svg": 60_000}
#: What is done once, whatever the size.
ONCE = 400
#: How much more work the double may be: a square would be four times as much.
GROWTH = 2.6


def calls(run: Run, body: bytes) -> int:
    """How many functions are called for an input."""
    count = 0

    def counted(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    # A collection may call what belongs to other tests.
    gc.collect()
    gc.disable()
    sys.setprofile(counted)
    try:
        run(body)
    except (InputError, PolicyError):
        pass
    finally:
        sys.setprofile(before)
        gc.enable()
    return count


@pytest.mark.parametrize("name", HOSTILE)
def test_twice_the_input_is_not_four_times_the_work(name: str) -> None:
    make, run = HOSTILE[name]
    size = SIZES.get(name, PAGE_SIZE if name.startswith("html") else SIZE)
    # Once before counting, for what is compiled or looked up the first time; with a size that no cache has seen.
    calls(run, make(size // 20))
    small, large = calls(run, make(size)), calls(run, make(2 * size))
    assert large <= GROWTH * small + ONCE, f"{small} calls for {size} bytes, {large} for twice as many"
