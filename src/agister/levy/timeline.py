"""Whether dated values leave a gap or lie over each other. Picking the latest one silently would hide both."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from agister.levy.instrument import DatedValue


def gaps_and_overlaps(values: Sequence[DatedValue]) -> list[tuple[int, str]]:
    """Position of a value and what is wrong between it and its neighbours. Retroactive ones may lie over earlier known ones."""
    found: list[tuple[int, str]] = []
    plain = [(number, value) for number, value in enumerate(values) if not value.retroactive]
    for (_, before), (number, after) in pairwise(plain):
        if after.since <= before.since:
            found.append(
                (number, f"begins {after.since}, not after the value before it; write the values in order of time")
            )
        elif before.until is None:
            found.append(
                (
                    number,
                    f"overlaps the value since {before.since}, which has no end; write `until: {after.since}` there",
                )
            )
        elif before.until > after.since:
            found.append(
                (number, f"begins {after.since}, before the value before it ends on {before.until}: the two overlap")
            )
        elif before.until < after.since:
            found.append((number, f"leaves a gap: nothing holds from {before.until} to {after.since}"))
    for number, value in enumerate(values):
        if not value.retroactive:
            continue
        replaced = [other for other in values if other is not value and _touch(value, other)]
        if not replaced:
            found.append((number, "is retroactive, but there is no earlier value for its span that it replaces"))
        elif any(other.known_since >= value.known_since for other in replaced if not other.retroactive):
            found.append((number, "is retroactive, but was not known later than the value that it replaces"))
        elif any(other.known_since == value.known_since for other in replaced):
            found.append((number, "overlaps another retroactive value that became known on the same day"))
    return found


def uncovered(values: Sequence[DatedValue], since: date, until: date | None) -> list[str]:
    """Days of an act, from `since` to `until`, for which no value is there."""
    plain = [value for value in values if not value.retroactive]
    if not plain:
        return ["only has retroactive values; one must hold from the beginning"]
    found = []
    if plain[0].since > since:
        found.append(f"is missing from {since} to {plain[0].since}, although the act is in force")
    end = plain[-1].until
    if end is not None and (until is None or end < until):
        found.append(f"is missing from {end} on, although the act is in force")
    return found


def _touch(one: DatedValue, other: DatedValue) -> bool:
    return (one.until is None or other.since < one.until) and (other.until is None or one.since < other.until)
