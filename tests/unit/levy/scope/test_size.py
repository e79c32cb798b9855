"""Sizes in words; the vectors are in conformance/levies/scope/sizes.json."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agister.levy.scope import Modality, Outcome, SizeRange, read_size


@pytest.mark.parametrize(
    ("text", "low", "high", "high_open"),
    [
        ("Less than 1 billion tokens", 0, 10**9, True),
        ("1 billion to 10 trillion tokens", 10**9, 10**13, False),
        ("More than 10 trillion tokens", 10**13, None, False),
        ("10 trillion+ tokens", 10**13, None, False),
        ("2,500,000 tokens", 2_500_000, 2_500_000, False),
        ("at least 1.5 million tokens", 1_500_000, None, False),
    ],
)
def test_ranges(text: str, low: int, high: int | None, high_open: bool) -> None:
    end = None if high is None else Fraction(high)
    assert read_size(text, Modality.TEXT) == SizeRange(low=Fraction(low), high=end, high_open=high_open)


def test_blanks_that_cannot_be_seen_are_blanks() -> None:
    assert read_size("1\u00a0million to\u202f1 billion images", Modality.IMAGE) is not None
    assert read_size("more than 10\u200b trillion tokens", Modality.TEXT) is not None


@pytest.mark.parametrize(
    "text",
    ["", "10", "tokens", "less than 1 billion to 2 billion tokens", "up to 5+ tokens", "about 5 tokens", "٥ tokens"],
)
def test_what_states_no_size(text: str) -> None:
    assert read_size(text, Modality.TEXT) is None


def test_other_content_has_no_unit() -> None:
    assert read_size("3 million tokens", Modality.OTHER) is None


@given(st.text(max_size=60), st.sampled_from(tuple(Modality)))
def test_reading_never_raises(text: str, modality: Modality) -> None:
    found = read_size(text, modality)
    assert found is None or found.low >= 0


@given(st.integers(0, 10**15), st.integers(0, 10**15), st.integers(1, 10**15), st.booleans())
def test_a_range_reaches_a_threshold_only_where_all_of_it_does(
    low: int, width: int, threshold: int, open_end: bool
) -> None:
    size = SizeRange(low=Fraction(low), high=Fraction(low + width), high_open=open_end and width > 0)
    points = {low, low + width - (1 if size.high_open else 0)}
    expected = (
        Outcome.MET if all(point >= threshold for point in points)
        else Outcome.NOT_MET if all(point < threshold for point in points)
        else Outcome.UNDETERMINED
    )  # fmt: skip
    assert size.reaches(threshold) is expected
