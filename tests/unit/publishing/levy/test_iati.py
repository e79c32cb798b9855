"""The climate share as IATI activities. The official schema is run in tests/corpus/test_levy_exports.py."""

from __future__ import annotations

from typing import Any

from defusedxml.ElementTree import fromstring

from agister.publishing.levy.iati import has_climate_share, iati


def test_only_the_climate_share_is_in_it(report: dict[str, Any]) -> None:
    root = fromstring(iati(report))
    (activity,) = root
    assert activity.findtext("title/narrative") == "Share of run 2031 for Adaptation Fund"
    values = [
        (item.find("transaction-type").attrib["code"], item.findtext("value"))
        for item in activity.findall("transaction")
    ]
    assert values == [("2", "4280908.61"), ("3", "4280908.61")]
    assert activity.find("activity-status").attrib["code"] == "4"


def test_purposes_can_be_named(report: dict[str, Any]) -> None:
    assert len(fromstring(iati(report, purposes=("commons",)))) == 3
    assert has_climate_share(report)
    assert not has_climate_share(report, purposes=())


def test_what_came_back_is_a_negative_payment_and_the_activity_goes_on(report: dict[str, Any]) -> None:
    root = fromstring(iati(report, purposes=("commons",)))
    activity = next(item for item in root if "Dialect" in (item.findtext("title/narrative") or ""))
    assert [item.findtext("value") for item in activity.findall("transaction")] == [
        "1834675.12",
        "1834675.12",
        "-1834675.12",
    ]
    assert activity.find("activity-status").attrib["code"] == "2"


def test_names_from_the_world_are_text_not_markup(report: dict[str, Any]) -> None:
    payees = [{**payee, "name": "<b>&\x00"} for payee in report["payees"]]
    root = fromstring(iati({**report, "payees": payees}))
    assert "<b>&\\u{0}" in (root[0].findtext("title/narrative") or "")
