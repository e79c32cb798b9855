from __future__ import annotations

from datetime import date
from fractions import Fraction

from agister.levy.lines import Line, line
from tests.levy_acts import LAW, act


def test_a_line_takes_its_law_from_the_value() -> None:
    value = act("turnover", {"rate": "1%"}).schedule(date(2027, 1, 1)).need("rate")
    assert line("charge", "1 %", 5, value, "local_revenue") == Line(
        step="charge", text="1 %", amount=Fraction(5), law=LAW["law"], link=LAW["link"], fact="local_revenue"
    )
    assert line("test", "?", None, value, "x").amount is None
