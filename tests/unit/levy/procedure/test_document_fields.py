"""Identifiers of parties, periods, payees and cases."""

from __future__ import annotations

import pytest

from agister.levy.procedure.document_fields import is_identifier


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("acme", True), ("2027-Q1", True), ("acme/2027", True), ("a" * 80, True), ("a" * 81, False), ("", False), ("-a", False),
     ("a b", False), ("a:b", False), ("é", False), ("a\n", False)],
)  # fmt: skip
def test_identifiers(text: str, is_one: bool) -> None:
    assert is_identifier(text) is is_one
