"""The form of the UK's authority: each field from the assessment, and what the form cannot hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from agister.errors import LevyError
from agister.levy import Assessment, LevyReturn, assess, load_return, shipped_instruments
from agister.publishing.hmrc_return import hmrc_return
from tests.places import ROOT

ACT = shipped_instruments()["uk-dst"]
RECEIVED = datetime(2024, 10, 1, 9, tzinfo=UTC)


def example(text: str = "", **replaced: str) -> tuple[LevyReturn, Assessment]:
    text = text or (ROOT / "examples/levy/dst-return.yaml").read_text("utf-8")
    for old, new in replaced.items():
        text = text.replace(old, new)
    found = load_return(text, "return.yaml")
    return found, assess(found, ACT)


def form(found: tuple[LevyReturn, Assessment], **rest: Any) -> dict[str, Any]:
    words = {"registration": "AMDST0799721562", "received": RECEIVED, "period_key": "#001", **rest}
    return hmrc_return(*found, ACT, **words)


def parameters(request: dict[str, Any]) -> list[tuple[str, str, str]]:
    rows = request["returnsDetails"]["regimeSpecificDetails"]
    return [(row["paramSequence"], row["paramName"], row["paramValue"]) for row in rows]


def test_every_field_of_the_example() -> None:
    request = form(example(), references={"Example Market Ltd": "1234567890"})
    assert {key: request[key] for key in ("periodKey", "periodFrom", "periodTo", "receivedAt")} == {
        "periodKey": "#001",
        "periodFrom": "2023-01-01",
        "periodTo": "2023-12-31",
        "receivedAt": "2024-10-01T09:00:00Z",
    }
    assert request["returnsDetails"]["isrScenario"] == "ZDS1"
    assert parameters(request) == [
        ("01", "A_REGISTRATION_NUMBER", "AMDST0799721562"),
        ("01", "A_PERIOD_FROM", "20230101"),
        ("01", "A_PERIOD_TO", "20231231"),
        ("01", "A_DST_FIRST_RETURN", "X"),
        ("01", "A_DST_RELIEF", " "),
        ("01", "A_DST_GROUP_LIABILITY", "7220000.00"),
        ("01", "A_DST_REPAYMENT_REQ", " "),
        ("01", "A_DATA_ORIGIN", "1"),
        ("01", "A_DST_SUBJECT_SOCIAL", " "),
        ("01", "A_DST_SUBJECT_SEARCHENGINE", "X"),
        ("01", "A_DST_SUBJECT_MARKETPLACE", "X"),
        ("01", "A_DST_MARKET_CHARGE_PROVISION", "X"),
        ("01", "A_DST_MARKET_LOSS", " "),
        ("01", "A_DST_MARKET_OP_MARGIN", "1.00"),
        ("01", "A_DST_TAX_ALLOWANCE", "25000000.00"),
        ("01", "A_DST_GROUP_MEMBER", "Example Market Ltd"),
        ("01", "A_DST_GROUP_MEM_LIABILITY", "2888000.00"),
        ("01", "A_DST_GROUP_MEM_ID", "1234567890"),
        ("02", "A_DST_GROUP_MEMBER", "Example Search Ltd"),
        ("02", "A_DST_GROUP_MEM_LIABILITY", "4332000.00"),
        ("02", "A_DST_GROUP_MEM_ID", "NA"),
    ]


def test_what_members_owe_adds_up_to_the_group() -> None:
    rows = parameters(form(example()))
    owed = [value for _, name, value in rows if name == "A_DST_GROUP_MEM_LIABILITY"]
    assert sum(int(value.replace(".", "")) for value in owed) == 722_000_000


def test_a_loss_and_an_amendment() -> None:
    rows = dict(row[1:] for row in parameters(form(example(**{"198000000": "230000000"}), amended=True)))
    assert (rows["A_DST_MARKET_LOSS"], rows["A_DST_MARKET_OP_MARGIN"]) == ("X", "0.00")
    assert rows["A_DST_FIRST_RETURN"] == " "


def test_a_party_without_members_stands_for_itself() -> None:
    text = """
schema: agister.levy.return/1
id: R-1
party: Alone Ltd
period: {start: 2023-01-01, end: 2023-12-31}
currency: GBP
facts:
  world_revenue: GBP 900000000.00
  activities:
    - {activity: Online marketplace, revenue: GBP 100000000.00, cross_border_revenue: GBP 40000000.00}
"""
    rows = dict(row[1:] for row in parameters(form(example(text))))
    assert rows["A_DST_RELIEF"] == "X"
    assert (rows["A_DST_GROUP_MEMBER"], rows["A_DST_GROUP_MEM_LIABILITY"]) == ("Alone Ltd", "1100000.00")


@pytest.mark.parametrize(
    ("replaced", "words", "message"),
    [
        ({}, {"registration": "DST1"}, "is no registration number"),
        ({}, {"period_key": "1"}, "is no key of a period"),
        ({"activity: search": "activity: weather"}, {}, "'weather' is no activity of the tax"),
        ({"Example Market Ltd": "Märkte £ Ltd"}, {}, "A_DST_GROUP_MEMBER: HMRC's form cannot hold"),
        ({"Example Market Ltd": "M" * 41}, {}, "41 characters; HMRC's form holds 40"),
    ],
)
def test_what_the_form_cannot_hold_is_refused(replaced: dict[str, str], words: dict[str, str], message: str) -> None:
    with pytest.raises(LevyError, match=message):
        form(example(**replaced), **words)


def test_another_act_and_another_version_are_refused() -> None:
    levy_return, found = example()
    with pytest.raises(LevyError, match="assessed under model-act"):
        form((levy_return, replace(found, instrument="model-act")))
    with pytest.raises(LevyError, match="another version"):
        form((levy_return, replace(found, return_digest="sha256:0")))
