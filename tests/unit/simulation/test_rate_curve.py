from __future__ import annotations

from agister.simulation.rate_curve import rate_curve
from agister.simulation.scenario import Scenario


def test_the_curve_of_a_flat_rate_is_flat(small: Scenario) -> None:
    points = rate_curve(small.designs[1], small)
    assert len(points) == 73
    assert (points[0].local_revenue, points[-1].local_revenue) == (10**7, 10**13)
    assert all(2 * abs(100 * point.amount - point.local_revenue) <= 100 for point in points)
    assert all(point.world_revenue == 5 * point.local_revenue for point in points)


def test_the_curve_of_the_model_act_rises_to_three_percent(small: Scenario) -> None:
    points = rate_curve(small.designs[0], small)
    rates = [point.amount / point.local_revenue for point in points]
    assert rates == sorted(rates)
    assert 0.0295 < rates[-1] < 0.03
    assert rates[0] == 0
