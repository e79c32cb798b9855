from __future__ import annotations

import numba
import numpy as np

from agister.rights import Panel
from agister.screening.compiled import Integers, Octets, Words
from agister.screening.kernel_answer import prefetch_rules
from agister.screening.rulebooks import RulebookBuilder
from tests.unit.screening.test_rulebooks import book


@numba.njit
def ask(programs: Integers, rules: Words, rule_text: Octets) -> int:
    for at in (False, True):
        prefetch_rules(programs, 0, rules, rule_text, at)
    return 1


def test_any_program_can_be_asked_for() -> None:
    builder = RulebookBuilder()
    many = book(*[f"/{number}" for number in range(5000)])
    panel = Panel((book(), book("/a", "/b"), many, book("/" * 5000)), guard=book("/a"))
    builder.profile([builder.panel(0, panel, lambda _: 0), builder.panel(1, panel, lambda _: 1)])
    built = builder.finish()
    assert built.programs[:3].tolist() == [2, 1 << 9, 4]
    assert ask(built.programs, built.rules, built.rule_text) == 1
    assert np.array_equal(built.programs, builder.finish().programs)
