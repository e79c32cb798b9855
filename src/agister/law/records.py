"""Dated records of exceptions to copyright: read from YAML, checked so that a lawyer understands what is wrong.

A record is one provision in one version. Dates are half-open: in force from `valid.from` up to but not on `valid.to`.
What is not known is `null` and listed under `unknown`. `confidence` says how the record was learned; no code raises it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from agister.errors import BrokenInvariant
from agister.law.shape import SCHEMA, faults
from agister.rights import Usage


class Confidence(StrEnum):
    """How something about the law is known."""

    VERIFIED = "verified"
    """Read in the text of the law itself."""
    SECONDARY = "secondary"
    """Read in a report on it: court reporters, law firms, encyclopaedias."""
    GENERAL_KNOWLEDGE = "general_knowledge"
    UNVERIFIED = "unverified"
    FALLBACK = "fallback"
    """A directive that stands in for the national provision that is not on record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """Something that must hold besides user, purpose and date."""

    id: str
    reference: str
    note: str
    automatic: bool
    """Whether a program can test it from the facts it is given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExceptionRecord:
    """One provision that lets somebody copy works without asking."""

    id: str
    jurisdiction: str
    """ISO 3166-1 alpha-2 code, or `EU` for a directive."""
    status: str
    """`in_force`, or a proposal (`bill`, `consultation`, `guidance`, `motion`) or `repealed`, which never decide."""
    title: str
    act: str
    article: str
    valid_from: date | None
    valid_to: date | None
    beneficiaries: frozenset[str]
    purposes: frozenset[str]
    usages: frozenset[Usage]
    conditions: tuple[Condition, ...]
    reservation_possible: bool | None
    """Whether the rightholder can switch the exception off; None = not known, treated as yes."""
    overrides: str
    """The directive's record that this national one replaces in its jurisdiction."""
    confidence: Confidence
    source: Mapping[str, Any]
    """The record as it stands in the file, with everything that is not decided on here."""

    @property
    def reference(self) -> str:
        """How a lawyer cites it."""
        return f"{self.act} {self.article}" if self.article.startswith("§") else f"{self.act} Art. {self.article}"

    def in_force(self, on: date) -> bool:
        """Whether it decides on that day: in force, from included, to excluded."""
        if self.status != "in_force" or self.valid_from is None or on < self.valid_from:
            return False
        return self.valid_to is None or on < self.valid_to


@dataclass(frozen=True, slots=True, kw_only=True)
class LawBook:
    """All records, and which states a directive speaks for."""

    records: tuple[ExceptionRecord, ...]
    members: Mapping[str, date]
    """Member states of the European Union and since when the list holds."""


def parse_records(text: str, name: str) -> tuple[tuple[ExceptionRecord, ...], dict[str, date]]:
    """Records and member states of one YAML file. Raises `BrokenInvariant` with every fault, in words."""
    try:
        content = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise BrokenInvariant(f"{name} is not YAML: {error}") from error
    found = faults(content)
    if found:
        raise BrokenInvariant(f"{name} does not follow {SCHEMA}: " + "; ".join(found))
    members = content.get("members")
    states = dict.fromkeys(members["codes"], members["from"]) if members else {}
    return tuple(_record(item) for item in content["records"]), states


@cache
def law_book() -> LawBook:
    """The records that are shipped, one file for each jurisdiction in `law/exceptions/`."""
    records: list[ExceptionRecord] = []
    members: dict[str, date] = {}
    folder = files("agister.law") / "exceptions"
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".yaml"):
            more, states = parse_records(file.read_text("utf-8"), file.name)
            records.extend(more)
            members |= states
    return LawBook(records=tuple(records), members=members)


def _record(item: Mapping[str, Any]) -> ExceptionRecord:
    return ExceptionRecord(
        id=item["id"],
        jurisdiction=item["jurisdiction"],
        status=item["status"],
        title=item["title"],
        act=item["reference"]["act"],
        article=str(item["reference"]["article"]),
        valid_from=item["valid"]["from"],
        valid_to=item["valid"]["to"],
        beneficiaries=frozenset(item["beneficiaries"]),
        purposes=frozenset(item["purposes"]),
        usages=frozenset(Usage(word) for word in item["usages"]),
        conditions=tuple(
            Condition(
                id=condition["id"],
                reference=str(condition.get("reference") or ""),
                note=condition.get("note") or "",
                automatic=bool(condition.get("automatic", False)),
            )
            for condition in item["conditions"]
            if condition["required"]
        ),
        reservation_possible=item["reservation"]["possible"],
        overrides=item.get("overrides", ""),
        confidence=Confidence(item["confidence"]),
        source=item,
    )
