from __future__ import annotations

from tests.commands import Agister

WORDS = ("levy", "interest", "100000000", "--due", "2021-10-01", "--paid", "2022-01-20", "--instrument", "uk-dst")


def test_interest_by_rate(agister: Agister) -> None:
    law = "HMRC late payment interest rate, Bank Rate and 2.5"
    assert agister(*WORDS).out == (
        "GBP 7,972.60\n"
        f"  95 days from 2021-10-01 at 2.6 %   GBP 6,767.12 + 24/73 × 0.01   {law}\n    points\n"
        f"  16 days from 2022-01-04 at 2.75 %   GBP 1,205.47 + 69/73 × 0.01   {law}\n    points\n"
    )
    found = agister(*WORDS, "--json").object
    assert (found["amount"], found["currency"], [line["days"] for line in found["lines"]]) == (797_260, "GBP", [95, 16])


def test_on_a_repayment(agister: Agister) -> None:
    words = ("levy", "interest", "500000000", "--due", "2021-08-14", "--paid", "2021-10-01", "--instrument", "uk-dst")
    assert agister(*words, "--repayment", "--json").object["amount"] == 328_767


def test_an_act_without_rates(agister: Agister) -> None:
    assert "model-act records no rate of interest" in agister.refuses(*WORDS[:-1], "model-act")
    assert "is no whole number" in agister.refuses("levy", "interest", "1.5", *WORDS[3:])
