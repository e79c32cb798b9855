"""Laws of sharing out: every unit arrives, once, whatever the order, and a second, naive computation agrees.

`AGISTER_LAW_EXAMPLES` sets how many examples each law tries (default 100; `make laws` tries 10,000).
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from fractions import Fraction
from itertools import pairwise
from math import floor
from typing import Any

from hypothesis import assume, given, reject, settings
from hypothesis import strategies as st

from agister.errors import SharingError
from agister.ledger import (
    Bound,
    Branch,
    apportion,
    apportion_bounded,
    apportion_tree,
    by_payee,
    cut_first,
    due,
    reversal,
)
from agister.levy.allocations.weighted import Weighted

LAW = settings(max_examples=int(os.environ.get("AGISTER_LAW_EXAMPLES", "100")), deadline=None)

PAYEES = st.text(alphabet="abcdeäZ9-", min_size=1, max_size=4)
TOTALS = st.one_of(st.integers(-1000, 1000), st.integers(-(10**15), 10**15))
WEIGHTS = st.one_of(
    st.integers(0, 4).map(Fraction),
    st.integers(0, 10**12).map(Fraction),
    st.builds(Fraction, st.integers(0, 1000), st.integers(1, 1000)),
)


def weightings(*, most: int = 9) -> st.SearchStrategy[dict[str, Fraction]]:
    return st.dictionaries(PAYEES, WEIGHTS, min_size=1, max_size=most).filter(lambda weights: any(weights.values()))


def naive(total: int, weights: Mapping[str, Fraction]) -> dict[str, int]:
    """The rule as one would explain it aloud: unit by unit to whoever is owed the largest part of one."""
    if total < 0:
        return {payee: -units for payee, units in naive(-total, weights).items()}
    whole = sum(weights.values(), Fraction(0))
    owed = {payee: total * weight / whole for payee, weight in weights.items()}
    given_out = {payee: floor(exactly) for payee, exactly in owed.items()}
    served: set[str] = set()
    while sum(given_out.values()) < total:
        best = None
        for payee, exactly in owed.items():
            if payee in served:
                continue
            part = exactly - floor(exactly)
            if best is None or part > best[0] or (part == best[0] and payee < best[1]):
                best = (part, payee)
        assert best is not None
        given_out[best[1]] += 1
        served.add(best[1])
    return given_out


@LAW
@given(TOTALS, weightings())
def test_every_unit_arrives_and_a_naive_computation_agrees(total: int, weights: dict[str, Fraction]) -> None:
    shares = apportion(total, weights)
    assert sum(shares.values()) == total
    assert shares == naive(total, weights)


@LAW
@given(TOTALS, weightings())
def test_nobody_is_a_unit_away_from_what_is_due(total: int, weights: dict[str, Fraction]) -> None:
    shares, quotas = apportion(total, weights), due(total, weights)
    assert sum(quotas.values()) == total
    assert all(abs(shares[payee] - quotas[payee]) < 1 for payee in weights)
    assert all(shares[payee] == 0 for payee, weight in weights.items() if not weight)
    assert all(units * total >= 0 for units in shares.values())


@LAW
@given(TOTALS, weightings(), st.randoms(use_true_random=False))
def test_order_does_not_matter(total: int, weights: dict[str, Fraction], random: Any) -> None:
    items = list(weights.items())
    random.shuffle(items)
    assert list(apportion(total, dict(items)).items()) == list(apportion(total, weights).items())


@LAW
@given(TOTALS, weightings(), st.builds(Fraction, st.integers(1, 10**6), st.integers(1, 10**6)))
def test_only_the_ratio_counts(total: int, weights: dict[str, Fraction], factor: Fraction) -> None:
    assert apportion(total, {payee: weight * factor for payee, weight in weights.items()}) == apportion(total, weights)


@LAW
@given(TOTALS, weightings())
def test_a_reversal_leaves_nothing_behind(total: int, weights: dict[str, Fraction]) -> None:
    shares, back = apportion(total, weights), apportion(-total, weights)
    assert back == reversal(shares)
    assert all(shares[payee] + back[payee] == 0 for payee in shares)


@LAW
@given(TOTALS, weightings())
def test_more_weight_never_means_less(total: int, weights: dict[str, Fraction]) -> None:
    shares = apportion(abs(total), weights)
    ranked = sorted(weights, key=lambda payee: weights[payee])
    for one, other in pairwise(ranked):
        assert shares[one] <= shares[other] or weights[one] == weights[other]


@LAW
@given(TOTALS, st.dictionaries(PAYEES, st.builds(Fraction, st.integers(0, 100), st.just(900)), max_size=9))
def test_first_cuts(total: int, parts: dict[str, Fraction]) -> None:
    shares, rest = cut_first(total, parts)
    together = sum(parts.values(), Fraction(0))
    assert sum(shares.values()) + rest == total
    assert abs(sum(shares.values())) == floor(abs(total) * together)
    assert all(abs(shares[payee] - total * part) < 1 for payee, part in parts.items())
    assert cut_first(-total, parts) == (reversal(shares), -rest)


BOUNDS = st.builds(
    lambda low, more: Bound(floor=low, cap=None if more is None else low + more),
    st.one_of(st.just(0), st.integers(0, 300)),
    st.none() | st.integers(0, 3000),
)


@LAW
@given(st.integers(-20_000, 20_000), weightings(), st.data())
def test_floors_and_caps_hold(total: int, weights: dict[str, Fraction], draw: st.DataObject) -> None:
    bounds = {payee: draw.draw(BOUNDS) for payee in sorted(weights)}
    try:
        shares, rest = apportion_bounded(total, weights, bounds)
    except SharingError:
        assert sum(bound.floor for bound in bounds.values()) > abs(total)
        reject()  # Refused as it should be, and no example of what is shared.
    assert sum(shares.values()) + rest == total
    assert rest * total >= 0
    assert apportion_bounded(-total, weights, bounds) == (reversal(shares), -rest)
    for payee, bound in bounds.items():
        assert bound.floor <= abs(shares[payee])
        assert bound.cap is None or abs(shares[payee]) <= bound.cap
        # A rest exists only where nobody with a weight could take more of it.
        assert not rest or not weights[payee] or abs(shares[payee]) == bound.cap
    # Between their bounds all stand at one level: units per weight differ by less than a unit on either side.
    free = [p for p, b in bounds.items() if weights[p] and b.floor < abs(shares[p]) and abs(shares[p]) != b.cap]
    for one in free:
        for other in free:
            assert (abs(shares[one]) - 1) / weights[one] < (abs(shares[other]) + 1) / weights[other]


@LAW
@given(st.integers(0, 20_000), weightings(), st.data())
def test_a_naive_search_finds_the_same_level(total: int, weights: dict[str, Fraction], draw: st.DataObject) -> None:
    bounds = {payee: draw.draw(BOUNDS) for payee in sorted(weights)}
    assume(sum(bound.floor for bound in bounds.values()) <= total)
    shares, _rest = apportion_bounded(total, weights, bounds)

    def at(level: Fraction, payee: str) -> Fraction:
        exactly = max(level * weights[payee], Fraction(bounds[payee].floor))
        cap = bounds[payee].cap
        return exactly if cap is None else min(exactly, Fraction(cap))

    low, high = Fraction(0), Fraction((total + 1) * 2) / min(weight for weight in weights.values() if weight)
    for _ in range(120):
        middle = (low + high) / 2
        if sum(at(middle, payee) for payee in weights) < total:
            low = middle
        else:
            high = middle
    for payee in weights:
        assert at(low, payee) - 1 <= shares[payee] <= at(high, payee) + 1


@st.composite
def trees(draw: st.DrawFn, depth: int = 3) -> Branch:
    """A tree of weights, some of whose payees share on what they get."""
    weights = draw(weightings(most=4))
    below = draw(st.lists(st.sampled_from(sorted(weights)), max_size=2, unique=True)) if depth else []
    return Branch(rule=Weighted(weights=weights), within={payee: draw(trees(depth - 1)) for payee in below})


@LAW
@given(TOTALS, trees())
def test_trees_lose_nothing_at_any_level(total: int, tree: Branch) -> None:
    lines = apportion_tree(total, tree)
    assert sum(by_payee(lines).values()) == total
    for line in lines:
        below = [other.units for other in lines if other.path[:-1] == line.path]
        assert bool(below) == line.shared_on
        assert not below or sum(below) == line.units
    assert by_payee(apportion_tree(-total, tree)) == reversal(by_payee(lines))
