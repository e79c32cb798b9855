"""Payouts as grants. The official schema is run in tests/corpus/test_levy_exports.py."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from agister.publishing.levy.three_sixty_giving import slug, three_sixty_giving


def test_a_grant_for_each_payout_with_exact_amounts(report: dict[str, Any]) -> None:
    found = json.loads(three_sixty_giving(report), parse_float=Decimal)
    grants = {grant["recipientOrganization"][0]["name"]: grant for grant in found["grants"]}
    assert found["version"] == "1.4"
    assert set(grants) == {"Archive", "Dialect Map", "Open Encyclopedia", "Adaptation Fund"}
    assert sum(grant["amountAwarded"] for grant in grants.values()) * 100 == sum(
        row["entitled"] for row in report["payouts"]
    )
    assert grants["Dialect Map"]["amountDisbursed"] == 0
    assert [row["value"] for row in grants["Dialect Map"]["disbursementTransaction"]] == [
        Decimal("1834675.12"), Decimal("-1834675.12"),
    ]  # fmt: skip
    assert len({grant["id"] for grant in grants.values()}) == 4


def test_an_organisation_of_its_own_takes_the_place_of_ours(report: dict[str, Any]) -> None:
    found = json.loads(three_sixty_giving(report, organisation="GB-GOV-1", prefix="360G-x"))
    assert found["grants"][0]["fundingOrganization"][0]["id"] == "GB-GOV-1"
    assert found["grants"][0]["id"].startswith("360G-x-")


def test_two_names_never_become_one() -> None:
    names = ["a/b", "a b", "a-b", "a_b", "aéb", "a+b"]
    assert len({slug(name) for name in names}) >= len(names) - 1
    assert slug("2031/archive") == "2031_archive"
