"""A return and its assessment in the form of the United Kingdom's authority: the request of API 1480, scenario ZDS1.

The names of the parameters are those that HMRC's own service writes (hmrc/digital-services-tax, `EeittInterface`, read at 397e486).
That form holds no revenue and computes nothing; here each amount in it comes out of the assessment.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from fractions import Fraction
from typing import Any

from agister.errors import LevyError
from agister.ledger import Rounding, rounded
from agister.ledger.amount import decimal
from agister.levy.assess import Assessment
from agister.levy.bases.low_margin_turnover import Activity, activities
from agister.levy.exchange import RateTable
from agister.levy.facts import Facts
from agister.levy.instrument import Instrument
from agister.levy.levy_return import LevyReturn

#: Declared word → (suffix of A_DST_SUBJECT_, infix of the parameters of the alternative charge).
_ACTIVITIES = {
    "social media": ("SOCIAL", "SOCIAL"),
    "search": ("SEARCHENGINE", "SEARCH"),
    "marketplace": ("MARKETPLACE", "MARKET"),
}
_SAME = {
    "social": "social media",
    "social media service": "social media",
    "search engine": "search",
    "market": "marketplace",
    "online marketplace": "marketplace",
}
_REGISTRATION = re.compile(r"[A-Z]{2}DST[0-9]{10}", re.ASCII)
_PERIOD_KEY = re.compile(r"[0-9]{2}[A-Z][A-Z0-9]|#[0-9]{3}|[0-9]{4}", re.ASCII)
#: What a `paramValue` may hold, by the schema of the request.
_VALUE = re.compile(r"[0-9a-zA-Z{\u00C0-\u02FF\u2019}\- &`'^._|]{1,255}")
#: Longest name of a company (CHAR40).
LONGEST_NAME = 40


def hmrc_return(
    levy_return: LevyReturn,
    assessment: Assessment,
    instrument: Instrument,
    *,
    registration: str,
    received: datetime,
    period_key: str,
    amended: bool = False,
    references: Mapping[str, str] | None = None,
    rates: RateTable | None = None,
) -> dict[str, Any]:
    """The request as JSON. `received`: in UTC. `references`: taxpayer reference by member, `NA` where there is none.

    Raises `LevyError` for another act, a number that is none, an activity that the tax does not know, or a name that its
    form cannot hold.
    """
    if assessment.instrument != "uk-dst":
        raise LevyError(
            f"this form is that of the UK Digital Services Tax; the return was assessed under {assessment.instrument}"
        )
    if assessment.return_digest != levy_return.digest:
        raise LevyError(f"the assessment is of another version of return {levy_return.id}")
    if not _REGISTRATION.fullmatch(registration):
        raise LevyError(f"{registration!r} is no registration number; one is two letters, DST and ten digits")
    if not _PERIOD_KEY.fullmatch(period_key):
        raise LevyError(f"{period_key!r} is no key of a period; HMRC's obligation names it, e.g. #001")
    schedule = instrument.schedule(assessment.on)
    facts = Facts(levy_return, instrument.currency, 1, rates)
    found = activities(facts, schedule)
    crossing = facts.has("cross_border_revenue") or any(
        row.number("cross_border_revenue") for row in (facts.rows("activities") if facts.has("activities") else ())
    )
    # An X says yes and a blank says no: that is how the form writes a box.
    group = {
        "A_REGISTRATION_NUMBER": registration,
        "A_PERIOD_FROM": f"{levy_return.start:%Y%m%d}",
        "A_PERIOD_TO": f"{levy_return.end:%Y%m%d}",
        "A_DST_FIRST_RETURN": _box(not amended),
        "A_DST_RELIEF": _box(bool(crossing)),
        "A_DST_GROUP_LIABILITY": decimal(assessment.amount, 2),
        "A_DST_REPAYMENT_REQ": _box(False),
        "A_DATA_ORIGIN": "1",
        **_subjects(found),
        **_alternative(found),
        "A_DST_TAX_ALLOWANCE": decimal(_allowance(assessment), 2),
    }
    details = [_parameter(1, name, value) for name, value in group.items()]
    members = assessment.members or {levy_return.party: assessment.amount}
    for number, (member, units) in enumerate(members.items(), start=1):
        for name, value in (
            ("A_DST_GROUP_MEMBER", _company(member)),
            ("A_DST_GROUP_MEM_LIABILITY", decimal(units, 2)),
            ("A_DST_GROUP_MEM_ID", (references or {}).get(member, "NA")),
        ):
            details.append(_parameter(number, name, value))
    return {
        "periodKey": period_key,
        "periodFrom": levy_return.start.isoformat(),
        "periodTo": levy_return.end.isoformat(),
        "returnsDetails": {"isrScenario": "ZDS1", "regimeSpecificDetails": details},
        "receivedAt": received.strftime("%Y-%m-%dT%H:%M:%SZ"),
    }


def _box(yes: bool) -> str:
    return "X" if yes else " "


def _parameter(number: int, name: str, value: str) -> dict[str, str]:
    if not _VALUE.fullmatch(value):
        raise LevyError(
            f"{name}: HMRC's form cannot hold {value!r}; it takes letters, digits and - & ` ' ^ . _ | up to 255"
        )
    return {"paramSequence": f"{number:02}", "paramName": name, "paramValue": value}


def _word(activity: Activity) -> str:
    word = activity.name.strip().lower().replace("-", " ").replace("_", " ")
    return _SAME.get(word, word)


def _known(activity: Activity) -> tuple[str, str]:
    found = _ACTIVITIES.get(_word(activity))
    if found is None:
        raise LevyError(
            f"`{activity.fact}`: {activity.name!r} is no activity of the tax; declare `activities` by {', '.join(_ACTIVITIES)}"
        )
    return found


def _subjects(found: list[Activity]) -> dict[str, str]:
    reported = {_known(activity)[0] for activity in found}
    return {f"A_DST_SUBJECT_{suffix}": _box(suffix in reported) for suffix, _ in _ACTIVITIES.values()}


def _alternative(found: list[Activity]) -> dict[str, str]:
    """Provision, loss and operating margin in per cent, for each activity that is elected."""
    fields: dict[str, str] = {}
    for activity in found:
        if activity.elected:
            infix = _known(activity)[1]
            fields[f"A_DST_{infix}_CHARGE_PROVISION"] = _box(True)
            fields[f"A_DST_{infix}_LOSS"] = _box(activity.margin == 0)
            # The form is about the return, not the charge: the assessment keeps the exact margin.
            fields[f"A_DST_{infix}_OP_MARGIN"] = decimal(rounded(activity.margin * 10_000, Rounding.HALF_UP), 2)
    return fields


def _allowance(assessment: Assessment) -> int:
    amounts = [line.amount for line in assessment.lines if line.step == "allowance" and line.amount is not None]
    return rounded(-sum(amounts, Fraction(0)), Rounding.DOWN)


def _company(name: str) -> str:
    if len(name) > LONGEST_NAME:
        raise LevyError(
            f"the name {name!r} has {len(name)} characters; HMRC's form holds {LONGEST_NAME}: declare a shorter one"
        )
    return name
