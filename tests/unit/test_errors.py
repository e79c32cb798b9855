"""The tree of errors is the one its docstring draws."""

from __future__ import annotations

import inspect
import re

import pytest

from agister import errors


def _drawn() -> dict[str, int]:
    """Class name → depth, as the docstring draws them."""
    found: dict[str, int] = {}
    for line in (errors.__doc__ or "").splitlines():
        match = re.match(r"^([ │├└─]*)([A-Z]\w+)(?:\s{2,}|$)", line)
        if match and line.startswith("    "):
            found[match.group(2)] = len(match.group(1)) // 4 - 1
    return found


def test_docstring_draws_the_whole_tree() -> None:
    defined = {
        name: len(cls.__mro__) - len(errors.AgisterError.__mro__)
        for name, cls in inspect.getmembers(errors, inspect.isclass)
        if cls.__module__ == "agister.errors"
    }
    assert _drawn() == defined


def test_every_error_is_caught_by_the_root() -> None:
    for _, cls in inspect.getmembers(errors, inspect.isclass):
        if cls.__module__ == "agister.errors":
            with pytest.raises(errors.AgisterError, match=r"^what, why, what next$"):
                raise cls("what, why, what next")


def test_a_mistake_of_ours_is_no_usage_error() -> None:
    assert not issubclass(errors.BrokenInvariant, errors.UsageError)
