from __future__ import annotations

from datetime import date

import pytest

from agister.levy.instrument import DatedValue
from agister.levy.timeline import gaps_and_overlaps, uncovered


def value(since: int, until: int | None = None, known: int = 2000, *, retroactive: bool = False) -> DatedValue:
    return DatedValue(
        name="rate", value=1, since=date(since, 1, 1), until=date(until, 1, 1) if until else None,
        known_since=date(known, 1, 1), law="s. 1", link="https://example.org", confidence="verified", retroactive=retroactive,
    )  # fmt: skip


def test_values_that_follow_each_other() -> None:
    assert gaps_and_overlaps([value(2000, 2010), value(2010, 2020), value(2020)]) == []


@pytest.mark.parametrize(
    ("values", "number", "words"),
    [
        ([value(2000, 2010), value(2011)], 1, "leaves a gap: nothing holds from 2010-01-01 to 2011-01-01"),
        ([value(2000, 2010), value(2009)], 1, "the two overlap"),
        ([value(2000), value(2010)], 1, "which has no end; write `until: 2010-01-01` there"),
        ([value(2010), value(2000)], 1, "in order of time"),
        ([value(2000), value(2005, 2006, 2000, retroactive=True)], 1, "not known later"),
        ([value(2000, 2004), value(2005, 2006, 2010, retroactive=True)], 1, "no earlier value"),
        (
            [value(2000), value(2005, 2006, 2010, retroactive=True), value(2005, 2007, 2010, retroactive=True)],
            1,
            "on the same day",
        ),
    ],
)
def test_gaps_and_overlaps(values: list[DatedValue], number: int, words: str) -> None:
    found = gaps_and_overlaps(values)
    assert found[0][0] == number
    assert words in found[0][1]


def test_days_of_an_act_without_a_value() -> None:
    since, until = date(2000, 1, 1), date(2020, 1, 1)
    assert uncovered([value(2000)], since, until) == []
    assert uncovered([value(2000, 2020)], since, until) == []
    assert uncovered([value(2001, 2020)], since, until) == [
        "is missing from 2000-01-01 to 2001-01-01, although the act is in force"
    ]
    assert uncovered([value(2000, 2019)], since, None) == [
        "is missing from 2019-01-01 on, although the act is in force"
    ]
    assert uncovered([value(2000, 2001, 2002, retroactive=True)], since, until) == [
        "only has retroactive values; one must hold from the beginning"
    ]
