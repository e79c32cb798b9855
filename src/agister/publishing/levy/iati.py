"""The climate share as IATI activities 2.03 (https://iatistandard.org): one activity for each payout, from a report."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from agister.publishing.levy.decimals import decimal_text
from agister.publishing.levy.three_sixty_giving import slug
from agister.publishing.visible_text import visible

VERSION = "2.03"
#: Words of which one in the name of a purpose makes it part of the climate share, where no purposes are named.
CLIMATE = ("adaptation", "climate")
#: OECD DAC purpose code 41010, environmental policy and administrative management; policy marker 7, adaptation, a principal objective.
_SECTOR, _MARKER, _SIGNIFICANCE = "41010", "7", "2"
#: Developing countries, unspecified (DAC region): a fund says itself where it spends.
_REGION = "998"


def iati(report: Mapping[str, Any], *, organisation: str = "", purposes: Collection[str] | None = None) -> bytes:
    """The XML of the activities. `purposes`: which belong to the climate share; None: those with a word of `CLIMATE`."""
    office = report["office"]["name"]
    identifier = organisation or f"XI-AGISTER-{slug(office)}"
    root = Element("iati-activities", {"version": VERSION, "generated-datetime": f"{report['until']}T00:00:00Z"})
    payees = {payee["payee"]: payee for payee in report["payees"]}
    for payout in _climate(report, purposes):
        _activity(root, payout, payees.get(payout["payee"], {}), office, identifier)
    indent(root, " ")
    text: str = tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


def has_climate_share(report: Mapping[str, Any], purposes: Collection[str] | None = None) -> bool:
    """Whether there is an activity to tell of; the schema asks for one at least, so without there is no file."""
    return next(_climate(report, purposes), None) is not None


def _climate(report: Mapping[str, Any], purposes: Collection[str] | None) -> Iterator[Mapping[str, Any]]:
    for payout in report["payouts"]:
        name = payout["purpose"]
        if payout["entitled"] > 0 and (
            name in purposes if purposes is not None else any(word in name.lower() for word in CLIMATE)
        ):
            yield payout


def _activity(root: Element, payout: Mapping[str, Any], payee: Mapping[str, Any], office: str, identifier: str) -> None:
    code = payout["currency"]
    name = str(payee.get("name") or payout["payee"])
    activity = SubElement(
        root,
        "iati-activity",
        {"{http://www.w3.org/XML/1998/namespace}lang": "en", "default-currency": code, "humanitarian": "0"},
    )
    SubElement(activity, "iati-identifier").text = f"{identifier}-{slug(payout['payout'])}"
    _named(SubElement(activity, "reporting-org", {"ref": identifier, "type": "10"}), office)
    _named(SubElement(activity, "title"), f"Share of run {payout['run']} for {name}")
    _named(
        SubElement(activity, "description", {"type": "1"}),
        str(payee.get("work") or f"Proceeds of a levy for {payout['purpose']}."),
    )
    _named(SubElement(activity, "participating-org", {"ref": identifier, "role": "1", "type": "10"}), office)
    receiver = {"ref": str(payee["org_id"])} if payee.get("org_id") else {}
    _named(SubElement(activity, "participating-org", {**receiver, "role": "4"}), name)
    done = (
        payout["paid"] - payout["returned"] + payout["given_back"] + payout["non_distributable"] >= payout["entitled"]
    )
    SubElement(activity, "activity-status", {"code": "4" if done else "2"})
    SubElement(activity, "activity-date", {"iso-date": payout["entitled_on"], "type": "2"})
    SubElement(activity, "activity-scope", {"code": "1"})
    SubElement(activity, "recipient-region", {"code": _REGION, "vocabulary": "1"})
    SubElement(activity, "sector", {"code": _SECTOR, "vocabulary": "1"})
    SubElement(activity, "policy-marker", {"code": _MARKER, "vocabulary": "1", "significance": _SIGNIFICANCE})
    SubElement(activity, "default-flow-type", {"code": "30"})
    SubElement(activity, "default-finance-type", {"code": "110"})
    _transaction(activity, "2", payout["entitled_on"], payout["entitled"], code, (identifier, office), (receiver, name))
    for day, units in payout["payments"]:
        _transaction(activity, "3", day, units, code, (identifier, office), (receiver, name))


def _transaction(
    activity: Element,
    kind: str,
    day: str,
    units: int,
    code: str,
    provider: tuple[str, str],
    receiver: tuple[dict[str, str], str],
) -> None:
    transaction = SubElement(activity, "transaction")
    SubElement(transaction, "transaction-type", {"code": kind})
    SubElement(transaction, "transaction-date", {"iso-date": day})
    SubElement(transaction, "value", {"currency": code, "value-date": day}).text = decimal_text(units, code)
    _named(SubElement(transaction, "provider-org", {"ref": provider[0]}), provider[1])
    _named(SubElement(transaction, "receiver-org", receiver[0]), receiver[1])


def _named(element: Element, text: str) -> None:
    SubElement(element, "narrative").text = visible(text, 2000)
