"""The shape of a file of legal records, checked in words that a lawyer can act on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from typing import Any

from agister.rights import Usage

SCHEMA = "agister.law.exception/1"

STATUS = ("in_force", "bill", "consultation", "guidance", "motion", "repealed")
KIND = ("statute", "directive_fallback", "case_law_doctrine")
BENEFICIARIES = ("any", "research-organisation", "heritage-institution", "individual-non-commercial")
PURPOSES = ("any", "scientific-research", "non-commercial", "non_enjoyment", "information_analysis")
CONFIDENCE = ("verified", "secondary", "general_knowledge", "unverified")
CONTRACT = ("void", "allowed", "unsettled")
_USAGES = tuple(usage.value for usage in Usage if usage is not Usage.CRAWL)

_Check = Callable[[Any], str]


def _text(value: Any) -> str:
    return "" if isinstance(value, str) and value.strip() else "must be a text that is not empty"


def _whole(value: Any) -> str:
    return "" if isinstance(value, int) and not isinstance(value, bool) and value > 0 else "must be 1, 2, 3 …"


def _day(value: Any) -> str:
    return "" if isinstance(value, date) else "must be a date such as 2021-06-07"


def _code(value: Any) -> str:
    good = isinstance(value, str) and re.fullmatch(r"[A-Z]{2}", value)
    return "" if good else "must be the two capital letters of a state, or EU"


def _one_of(words: tuple[str, ...]) -> _Check:
    def check(value: Any) -> str:
        return "" if value in words else f"is {value!r}; allowed: {', '.join(words)}"

    return check


def _some_of(words: tuple[str, ...]) -> _Check:
    def check(value: Any) -> str:
        if not isinstance(value, list) or not value:
            return f"must be a list of at least one of: {', '.join(words)}"
        wrong = [item for item in value if item not in words]
        return f"names {wrong[0]!r}; allowed: {', '.join(words)}" if wrong else ""

    return check


def _list(value: Any) -> str:
    return "" if isinstance(value, list) else "must be a list"


def _table(*keys: str) -> _Check:
    def check(value: Any) -> str:
        if not isinstance(value, Mapping):
            return f"must hold the keys {', '.join(keys)}"
        missing = [key for key in keys if key not in value]
        return f"lacks {missing[0]!r}; write null if it is not known" if missing else ""

    return check


#: Key → check, whether it must stand there, whether it may be null.
_KEYS: dict[str, tuple[_Check, bool, bool]] = {
    "id": (_text, True, False),
    "version": (_whole, True, False),
    "jurisdiction": (_code, True, False),
    "status": (_one_of(STATUS), True, False),
    "kind": (_one_of(KIND), True, False),
    "title": (_text, True, False),
    "overrides": (_text, False, False),
    "reference": (_table("act", "article"), True, False),
    "valid": (_table("from", "to"), True, False),
    "beneficiaries": (_some_of(BENEFICIARIES), True, False),
    "purposes": (_some_of(PURPOSES), True, False),
    "usages": (_some_of(_USAGES), True, False),
    "acts": (_list, True, False),
    "work_classes": (_table("include", "exclude"), True, False),
    "conditions": (_list, True, False),
    "reservation": (_table("possible", "means"), True, False),
    "contract_override": (_one_of(CONTRACT), True, True),
    "retention": (_table("rule"), True, False),
    "sharing": (_table("allowed"), True, False),
    "remuneration": (_table("required"), True, False),
    "does_not_cover": (_list, True, False),
    "confidence": (_one_of(CONFIDENCE), True, False),
    "confidence_of": (_list, False, False),
    "sources": (_list, True, False),
    "unknown": (_list, True, False),
    "checked_on": (_day, True, False),
    "review_by": (_day, True, False),
}


def faults(content: Any) -> list[str]:
    """Everything that is wrong with a file of records; an empty list if nothing is."""
    if not isinstance(content, Mapping) or content.get("schema") != SCHEMA:
        return [f"the first line must be `schema: {SCHEMA}`"]
    records = content.get("records")
    if not isinstance(records, list) or not records:
        return ["`records` must list at least one record"]
    found = [f"`{key}` is not a part of such a file" for key in content if key not in ("schema", "members", "records")]
    seen: set[tuple[str, str]] = set()
    for number, record in enumerate(records, 1):
        if not isinstance(record, Mapping):
            found.append(f"record {number} is not a record")
            continue
        name = f"record {record.get('id', number)}"
        found.extend(f"{name}: {fault}" for fault in _faults_of(record))
        version = (str(record.get("id")), str(record.get("version")))
        if version in seen:
            found.append(f"{name}: version {version[1]} stands there twice")
        seen.add(version)
    return found


def _faults_of(record: Mapping[str, Any]) -> Iterator[str]:
    for key in record:
        if key not in _KEYS:
            near = get_close_matches(str(key), _KEYS, n=1)
            yield f"`{key}` is not a known key" + (f"; did you mean `{near[0]}`?" if near else "")
    for key, (check, required, nullable) in _KEYS.items():
        if key not in record:
            if required:
                yield f"`{key}` is missing" + ("; write null if it is not known" if nullable else "")
        elif record[key] is None:
            if not nullable:
                yield f"`{key}` may not be null"
            elif not isinstance(record.get("unknown"), list) or key not in record["unknown"]:
                yield f"`{key}` is null, so it must be listed under `unknown`"
        elif fault := check(record[key]):
            yield f"`{key}` {fault}"
    yield from _faults_of_dates(record.get("valid"))
    for condition in record["conditions"] if isinstance(record.get("conditions"), list) else ():
        if fault := _table("id", "required")(condition):
            yield f"a condition {fault}"
    if isinstance(reservation := record.get("reservation"), Mapping):
        possible = reservation.get("possible")
        if possible not in (True, False, None):
            yield "`reservation.possible` must be true, false or null"
        elif possible and not reservation.get("means"):
            yield "`reservation.means` must say how a reservation can be made"


def _faults_of_dates(valid: Any) -> Iterator[str]:
    if not isinstance(valid, Mapping):
        return
    start, end = valid.get("from"), valid.get("to")
    for key, value in (("from", start), ("to", end)):
        if value is not None and _day(value):
            yield f"`valid.{key}` {_day(value)}, or null"
    if isinstance(start, date) and isinstance(end, date) and end <= start:
        yield f"`valid.to` {end} is not after `valid.from` {start}"
