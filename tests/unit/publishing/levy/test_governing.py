"""Acts, charter, decisions and payees."""

from __future__ import annotations

from typing import Any


def test_acts_and_charter_stand_with_their_digests(report: dict[str, Any]) -> None:
    assert [act["act"] for act in report["acts"]] == ["test-act", "test-act"]
    assert report["charters"][0]["purposes"] == ["commons", "adaptation"]
    assert report["charters"][0]["digest"].startswith("sha256:")


def test_parties_that_withdrew_say_until_when(report: dict[str, Any]) -> None:
    assert {row["party"]: row["until"] for row in report["charter_parties"]} == {"land-a": None, "land-b": "2036-12-31"}


def test_a_decision_shows_consultation_and_count(report: dict[str, Any]) -> None:
    (decision,) = report["decisions"]
    assert decision["adopted"]
    assert decision["consultation"]["responses"] == 12
    assert decision["count"] == {"for": 2, "against": 0, "abstained": 0, "entitled": 2}


def test_payees_stand_with_state_reason_and_report(report: dict[str, Any]) -> None:
    payees = {row["payee"]: row for row in report["payees"]}
    assert payees["archive"]["state"] == "admitted"
    assert payees["archive"]["last_report"]["summary"] == "Digitised 1,000 items."
    assert (payees["dialect-map"]["state"], payees["dialect-map"]["reason"]) == ("closed", "merged")
