"""Parties, deployments, scope decisions and returns."""

from __future__ import annotations

from typing import Any

from agister.publishing.levy.register import shown
from agister.publishing.levy.report import ReportFold


def test_states_and_scope_are_those_of_the_last_entry(fold: ReportFold) -> None:
    register = fold.register
    assert register.parties["p-1"].state == "active"
    assert register.parties["p-6"].state == "closed"
    assert register.deployments["d-6"].outcome == "out of scope"
    assert register.deployments["d-6"].reason == "not commercial"
    assert register.deployments["d-6"].entry > 0


def test_returns_are_counted_by_period(report: dict[str, Any]) -> None:
    assert report["periods"][0]["returns"] == {
        "asked": 6,
        "waived": 1,
        "filed": 5,
        "late": 1,
        "amended": 1,
        "missing": 0,
    }


def test_names_are_given_only_of_those_that_are_named(fold: ReportFold) -> None:
    found = fold.register.as_json(frozenset({"p-1"}))
    names = {row["party"]: row["name"] for row in found["parties"]}
    assert names["p-1"] == "Maker 1"
    assert names["p-2"] is None
    products = {row["party"]: row["product"] for row in found["deployments"]}
    assert (products["p-1"], products["p-2"]) == ("Assistant 1", None)


def test_a_seal_is_no_name() -> None:
    assert shown("sealed:sha256:" + "a" * 64) is None
    assert shown("Maker") == "Maker"
