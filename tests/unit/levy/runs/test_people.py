"""Four eyes are the eyes of two people, however they write their names."""

from __future__ import annotations

import pytest

from agister.errors import ProcedureError
from agister.levy.runs.people import check_other, same_person


@pytest.mark.parametrize(
    ("one", "other"), [("Ana", "ana "), ("Ana  Ruiz", "ana ruiz"), ("Ａna", "ana"), ("Weiß", "WEISS")]
)
def test_capitals_and_blanks_make_nobody_somebody_else(one: str, other: str) -> None:
    assert same_person(one, other)
    with pytest.raises(ProcedureError, match="four eyes"):
        check_other(one, ("ben", other), "prepared it")


def test_two_people_are_two() -> None:
    assert not same_person("ana", "ben")
    check_other("ana", ("ben", ""), "prepared it")
