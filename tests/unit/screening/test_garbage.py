from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from agister.screening.garbage import seldom_collected


@pytest.fixture(autouse=True)
def usual() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)


def test_the_usual_comes_back() -> None:
    gc.set_threshold(701, 11, 12)
    with seldom_collected():
        assert gc.get_threshold()[0] > 100_000
        with seldom_collected():
            pass
        assert gc.get_threshold()[0] > 100_000
    assert gc.get_threshold() == (701, 11, 12)


def test_the_usual_comes_back_after_an_error() -> None:
    gc.set_threshold(702, 10, 10)
    with pytest.raises(ValueError, match="broken"), seldom_collected():
        raise ValueError("broken")
    assert gc.get_threshold() == (702, 10, 10)


@pytest.mark.parametrize("threshold", [0, 1_000_000])
def test_a_collector_that_is_off_or_rarer_stays_so(threshold: int) -> None:
    gc.set_threshold(threshold, 10, 10)
    with seldom_collected():
        assert gc.get_threshold()[0] == threshold
    assert gc.get_threshold()[0] == threshold
