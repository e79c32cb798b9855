"""A return against what is registered."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from agister.errors import ProcedureError
from agister.levy.levy_return import LevyReturn, Member
from agister.levy.procedure.agreement import check_return, party_of
from agister.levy.procedure.deployments import register_deployment
from agister.levy.procedure.membership import record_membership
from agister.levy.procedure.obligations import obligation
from tests.unit.levy.procedure.desk import Desk, day, declared


def _desk() -> Desk:
    desk = Desk()
    desk.register()
    desk.ask()
    return desk


def _check(desk: Desk, found: LevyReturn) -> None:
    check_return(desk.journal, "acme", obligation(desk.journal, "acme", "2027"), found)


def _member(desk: Desk, name: str, **changes: Any) -> None:
    desk.book(
        record_membership(
            desk.journal, party="acme", member=name, since=day("2027-03-01"), evidence="accounts", votes=Fraction(1),
            on=day("2027-03-02"), by="ana", **changes,
        )
    )  # fmt: skip


def test_two_parties_of_one_name_are_told_apart_by_identifier() -> None:
    desk = Desk()
    assert desk.register() is None
    assert party_of(desk.journal, declared(1)) == "acme"
    with pytest.raises(ProcedureError, match="nobody is registered under that name"):
        party_of(desk.journal, declared(1, party="Acme GmbH"))


def test_a_return_names_the_file_it_was_read_from_and_its_own_period() -> None:
    desk = _desk()
    _check(desk, declared(1))
    with pytest.raises(ProcedureError, match="was not read from a file"):
        _check(desk, replace(declared(1), digest=""))
    with pytest.raises(ProcedureError, match="covers 2028-01-01 to 2028-12-31"):
        _check(desk, declared(1, year=2028))
    twice = replace(declared(1), members=(Member(name="A"), Member(name="A")))
    with pytest.raises(ProcedureError, match="'A' stands twice"):
        _check(desk, twice)


def test_members_that_are_declared_are_those_on_record() -> None:
    desk = _desk()
    _member(desk, "Sub Ltd")
    _check(desk, declared(1))  # Declared for the group as a whole.
    _check(desk, replace(declared(1), members=(Member(name="Sub Ltd"), Member(name="acme plc"))))
    _check(desk, replace(declared(1), members=(Member(name="Sub Ltd", since=day("2027-03-01")),)))
    with pytest.raises(ProcedureError, match="declares the member 'Other Ltd', which is not recorded"):
        _check(desk, replace(declared(1), members=(Member(name="Sub Ltd"), Member(name="Other Ltd"))))
    with pytest.raises(ProcedureError, match="recorded since 2027-03-01"):
        _check(desk, replace(declared(1), members=(Member(name="Sub Ltd", since=day("2027-04-01")),)))
    with pytest.raises(ProcedureError, match="but not 'Sub Ltd', which belongs to the group"):
        _check(desk, replace(declared(1), members=(Member(name="acme"),)))


def test_deployments_that_are_declared_are_registered() -> None:
    desk = _desk()
    rows = declared(1, facts={"deployments": [{"name": "Chat", "revenue": 5}]})
    _check(desk, rows)
    desk.book(
        register_deployment(
            desk.journal, id="search", party="acme", product="Search", models=("m",), channel="app", since=day("2027-01-01"),
            on=day("2027-02-01"), by="acme",
        )
    )  # fmt: skip
    with pytest.raises(ProcedureError, match="'Chat', which acme has not registered: registered are Search, search"):
        _check(desk, rows)
    _check(desk, declared(1, facts={"deployments": [{"name": "Search", "revenue": 5}]}))
