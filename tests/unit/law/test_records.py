from __future__ import annotations

from datetime import date

import pytest

from agister.errors import BrokenInvariant
from agister.law import Confidence, law_book, parse_records
from agister.rights import Usage

_FIELDS = {
    "id": "xx-1",
    "version": "1",
    "jurisdiction": "XX",
    "status": "in_force",
    "kind": "statute",
    "title": "An exception for tests",
    "reference": '{act: "Test Act", article: "1"}',
    "valid": "{from: 2020-01-01, to: null}",
    "beneficiaries": "[any]",
    "purposes": "[any]",
    "usages": "[tdm]",
    "acts": "[reproduction]",
    "work_classes": "{include: [any], exclude: []}",
    "conditions": "[{id: lawful_access, required: true}, {id: none_such, required: false}]",
    "reservation": "{possible: false, means: []}",
    "contract_override": "void",
    "retention": "{rule: none_stated}",
    "sharing": "{allowed: false}",
    "remuneration": "{required: false}",
    "does_not_cover": "[]",
    "confidence": "unverified",
    "sources": "[]",
    "unknown": "[]",
    "checked_on": "2026-11-24",
    "review_by": "2027-11-24",
}


def record_text(**changes: str) -> str:
    """A file of one record of an invented jurisdiction, with some fields changed."""
    fields = {**_FIELDS, **changes}
    lines = [f"    {key}: {value}" for key, value in fields.items()]
    return "schema: agister.law.exception/1\nrecords:\n  -" + "\n".join(lines)[3:] + "\n"


def test_a_record_is_read() -> None:
    (record,), members = parse_records(record_text(), "xx.yaml")
    assert members == {}
    assert (record.id, record.reference, record.valid_from) == ("xx-1", "Test Act Art. 1", date(2020, 1, 1))
    assert record.usages == {Usage.TDM}
    assert [condition.id for condition in record.conditions] == ["lawful_access"]
    assert record.confidence is Confidence.UNVERIFIED


def test_shipped_records() -> None:
    book = law_book()
    assert [record.id for record in book.records] == ["de-44b", "de-60d", "eu-cdsm-3", "eu-cdsm-4"]
    assert len(book.members) == 27
    ids = {record.id for record in book.records}
    assert {record.overrides for record in book.records} - {""} <= ids
    # Nothing on record was read in the text of the law by us, so nothing may say so.
    assert Confidence.VERIFIED not in {record.confidence for record in book.records}


def test_only_an_exception_for_research_withstands_a_reservation() -> None:
    assert [r.id for r in law_book().records if r.reservation_possible is False] == ["de-60d", "eu-cdsm-3"]


def test_all_faults_are_named_at_once() -> None:
    with pytest.raises(BrokenInvariant) as raised:
        parse_records(record_text(status="inforce", version="null"), "xx.yaml")
    assert str(raised.value) == (
        "xx.yaml does not follow agister.law.exception/1: record xx-1: `version` may not be null; record xx-1: "
        "`status` is 'inforce'; allowed: in_force, bill, consultation, guidance, motion, repealed"
    )


def test_what_is_not_yaml_says_so() -> None:
    with pytest.raises(BrokenInvariant, match=r"xx\.yaml is not YAML"):
        parse_records("{", "xx.yaml")
