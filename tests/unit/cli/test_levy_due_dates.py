from __future__ import annotations

from tests.commands import Agister

WORDS = ("levy", "due-dates", "--instrument", "uk-dst", "--period-end", "2020-12-31")


def test_due_dates(agister: Agister) -> None:
    lines = agister(*WORDS).out.splitlines()
    assert [line.split("   ")[:2] for line in lines[:3]] == [
        ["2021-03-31", "notify"], ["2021-10-01", "pay"], ["2021-12-31", "file"],
    ]  # fmt: skip
    found = agister(*WORDS, "--json").object
    assert found["due_dates"][1] == {
        "duty": "pay", "date": "2021-10-01", "moved_from": None,
        "law": "Finance Act 2020 s. 51 (HMRC manual DST64200, examples 1 and 2)",
        "link": "https://www.gov.uk/hmrc-internal-manuals/digital-services-tax/dst64200",
    }  # fmt: skip


def test_on_working_days(agister: Agister) -> None:
    assert "2023-01-02 (moved from 2022-12-31)   amend until" in agister(*WORDS, "--calendar", "weekends").out
