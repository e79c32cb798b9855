from __future__ import annotations

from agister.levy.bases import BASES
from agister.levy.measure import LevyBase


def test_every_base_offers_what_a_base_offers() -> None:
    base: LevyBase
    for base in BASES:
        assert base.summary
        assert base.needs
        assert base.reads
    assert len({base.name for base in BASES}) == len(BASES)
