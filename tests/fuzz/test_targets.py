"""The targets of the fuzzer on their seeds, on changed seeds and on any bytes: the short mode, without coverage."""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.seeds import WORDS, seeds
from tests.fuzz.targets import TARGETS

SEEDS = {target: tuple(dict.fromkeys(seeds(target))) for target in TARGETS}
#: Of each target so many seeds are run unchanged, and so many inputs are made.
_RUN, _MADE = 60, 80


def changed(seed: bytes, other: bytes, rng: random.Random) -> bytes:
    """A seed after a few changes such as a fuzzer makes: cut, doubled, spliced, sprinkled with words and bytes."""
    out = seed
    for _ in range(rng.randrange(1, 5)):
        at, to = sorted((rng.randrange(len(out) + 1), rng.randrange(len(out) + 1)))
        piece = rng.choice([b"", out[at:to] * 2, rng.choice(WORDS), rng.randbytes(2), other[at:to], b"\n", b" " * 40])
        out = out[:at] + piece + out[to if rng.random() < 0.5 else at :]
    return out[:8192]


@pytest.mark.parametrize("target", TARGETS)
def test_holds_on_its_seeds(target: str) -> None:
    assert len(SEEDS[target]) > 1
    for seed in SEEDS[target][:_RUN]:
        TARGETS[target](seed)


@pytest.mark.parametrize("target", TARGETS)
@settings(max_examples=_MADE, deadline=None, suppress_health_check=list(HealthCheck), print_blob=True)
@given(any_bytes=st.binary(max_size=400), seed=st.integers(0, 2**32))
def test_holds_on_changed_seeds_and_any_bytes(target: str, any_bytes: bytes, seed: int) -> None:
    rng = random.Random(seed)
    TARGETS[target](any_bytes)
    TARGETS[target](changed(rng.choice(SEEDS[target]), rng.choice(SEEDS[target]), rng))
