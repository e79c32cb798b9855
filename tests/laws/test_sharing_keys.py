"""Laws of keys: whatever a key file says, every unit arrives, comes back, and the order of its lines does not matter.

`AGISTER_LAW_EXAMPLES` sets how many examples each law tries (default 100; `make laws` tries 10,000).
"""

from __future__ import annotations

import json
import os
from fractions import Fraction
from typing import Any

from hypothesis import given, reject, settings
from hypothesis import strategies as st

from agister.errors import SharingError
from agister.ledger import by_payee, reversal
from agister.levy.allocations.key_file import parse_key

LAW = settings(max_examples=int(os.environ.get("AGISTER_LAW_EXAMPLES", "100")), deadline=None)

PAYEES = st.text(alphabet="abcdeäZ9-", min_size=1, max_size=4)


@st.composite
def keys(draw: st.DrawFn) -> dict[str, Any]:
    """A key file of any kind, sometimes with another one below a payee."""
    names = draw(st.lists(PAYEES, min_size=1, max_size=5, unique=True))
    number = st.sampled_from(["0", "1", "2.5", "1/3", "7", "100000"])
    some = {name: draw(number) for name in names}
    whole = {name: draw(st.integers(0, 500)) for name in names}
    part = st.sampled_from(["0%", "3%", "12.5%", "20%"])
    kind = draw(
        st.sampled_from(
            ["fixed", "first_cut", "capped", "usage_sample", "need", "equal_per_head", "quadratic", "measured_sources"]
        )
    )
    rest = {"rest": "the rest"}
    own: dict[str, Any] = {
        "fixed": {"weights": some},
        "first_cut": {"first": {name: draw(part) for name in names}, "then": "the rest"},
        "capped": {"weights": some, "cap": draw(part), "floor": draw(st.sampled_from(["0%", "3%"])), **rest},
        "usage_sample": {
            "uses": some,
            "minimum": draw(st.integers(0, 50)),
            "maximum": draw(st.integers(50, 900)),
            **rest,
        },
        "need": {"people": whole, "vulnerability": some},
        "equal_per_head": {"heads": whole, **rest},
        "quadratic": {"gifts": {name: draw(st.lists(st.integers(0, 900), max_size=5)) for name in names}},
        "measured_sources": {
            "unit": "items",
            "measured": {"text": whole},
            "inputs": {"corpus": "sha256:" + "a" * 64},
            "floor": "2%",
            "cap": "45%",
            **rest,
        },
    }[kind]
    key = {"kind": kind, **own}
    if draw(st.integers(0, 3)) == 0:
        key["within"] = {names[0]: {"kind": "fixed", "weights": {"x": 1, "y": 2}}}
    return key


@LAW
@given(st.one_of(st.integers(-500, 500), st.integers(-(10**9), 10**9)), keys())
def test_whatever_the_key_every_unit_arrives_and_comes_back(total: int, key: dict[str, Any]) -> None:
    try:
        read = parse_key(json.dumps(key).encode())
        shares = by_payee(read.share(total))
    except SharingError as refused:
        assert str(refused)
        reject()  # Refused with a reason, and no example of what is shared.
    assert sum(shares.values()) == total
    assert all(units * total >= 0 for units in shares.values())
    assert by_payee(read.share(-total)) == reversal(shares)
    mirrored = dict(reversed(list(key.items())))
    assert by_payee(parse_key(json.dumps(mirrored).encode()).share(total)) == shares


@LAW
@given(
    st.integers(0, 5000),
    st.dictionaries(PAYEES, st.integers(0, 60), min_size=1, max_size=6).filter(lambda uses: any(uses.values())),
    st.integers(0, 100),
    st.none() | st.integers(1, 900),
)
def test_the_rate_is_the_highest_that_the_pot_can_pay(
    total: int, uses: dict[str, int], minimum: int, more: int | None
) -> None:
    key: dict[str, Any] = {"kind": "usage_sample", "uses": uses, "minimum": minimum, "rest": "the rest"}
    if more is not None:
        key["maximum"] = minimum + more
    shares = by_payee(parse_key(json.dumps(key).encode()).share(total))
    left = shares.pop("the rest")
    for payee, units in shares.items():
        assert units == 0 or minimum <= units
        assert more is None or units <= minimum + more
        assert all(
            shares[other] == units or abs(shares[other] - units) <= 1 for other in uses if uses[other] == uses[payee]
        )
    # Money is left only where everybody has the maximum, or the next to enter would take more than that.
    outside = [payee for payee, count in uses.items() if count and not shares[payee]]
    if left > 1 and outside:
        first = max(uses[payee] for payee in outside)
        rate = Fraction(minimum, first)
        needed = sum(
            min(rate * count, Fraction(minimum + more)) if more is not None else rate * count
            for count in uses.values()
            if count >= first
        )
        assert needed > total
    elif left:
        assert all(units == minimum + (more or 0) for payee, units in shares.items() if uses[payee]) or left <= 1
