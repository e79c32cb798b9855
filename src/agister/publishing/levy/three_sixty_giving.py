"""Payouts as grants in the 360Giving data standard 1.4 (https://standard.threesixtygiving.org), from a report."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from agister.publishing.levy.decimals import json_text, number

VERSION = "1.4"
_LICENCE = "https://creativecommons.org/publicdomain/zero/1.0/"


def three_sixty_giving(report: Mapping[str, Any], *, organisation: str = "", prefix: str = "") -> str:
    """The JSON package: one grant for each payout that somebody is entitled to.

    `organisation`: org-id of the office; `prefix`: its 360Giving prefix. Where none is given, identifiers begin with `XI-AGISTER`,
    which no registry knows: ask for one before publishing in the 360Giving registry.
    """
    office = report["office"]["name"]
    identifier = organisation or f"XI-AGISTER-{slug(office)}"
    payees = {payee["payee"]: payee for payee in report["payees"]}
    grants = [
        _grant(payout, payees.get(payout["payee"], {}), (identifier, office), prefix or f"XI-AGISTER-{slug(office)}")
        for payout in report["payouts"]
        if payout["entitled"] > 0
    ]
    return json_text(
        {
            "version": VERSION,
            "title": report["title"],
            "issued": report["until"],
            "license": _LICENCE,
            "publisher": {"name": office},
            "grants": grants,
        }
    )


def _grant(payout: Mapping[str, Any], payee: Mapping[str, Any], office: tuple[str, str], prefix: str) -> dict[str, Any]:
    code = payout["currency"]
    funder = {"id": office[0], "name": office[1]}
    recipient: dict[str, Any] = {
        "id": payee.get("org_id") or f"{prefix}-{slug(payout['payee'])}",
        "name": payee.get("name") or payout["payee"],
    }
    if payee.get("country"):
        recipient["addressCountry"] = payee["country"]
    grant: dict[str, Any] = {
        "id": f"{prefix}-{slug(payout['payout'])}",
        "title": f"Share of run {payout['run']} for {recipient['name']}",
        "description": str(payee.get("work") or f"Share of the levy's proceeds for {payout['purpose']}."),
        "currency": code,
        "amountAwarded": number(payout["entitled"], code),
        "amountDisbursed": number(payout["paid"] - payout["returned"], code),
        "awardDate": payout["entitled_on"],
        "fundingOrganization": [funder],
        "recipientOrganization": [recipient],
        "grantProgramme": [{"code": payout["purpose"], "title": payout["purpose"]}],
        "fromOpenCall": "No",
    }
    if payments := payout["payments"]:
        grant["disbursementTransaction"] = [
            {
                "id": f"{grant['id']}-{place}",
                "transactionDate": f"{day}T00:00:00Z",
                "currency": code,
                "value": number(units, code),
                "provider": funder["id"],
                "recipient": recipient["id"],
            }
            for place, (day, units) in enumerate(payments, 1)
        ]
    if payee.get("fiscal_host"):
        grant["regrantType"] = "FRG050"
    return grant


def slug(text: str) -> str:
    """Letters, digits and hyphens; what else there is becomes its code point, so that two names never become one."""
    return re.sub(r"[^A-Za-z0-9.-]", lambda found: "_" if found[0] in "/ " else f"_{ord(found[0]):x}_", text)
