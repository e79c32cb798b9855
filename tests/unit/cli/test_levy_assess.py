from __future__ import annotations

from pathlib import Path

from tests.commands import Agister
from tests.levy_acts import return_text
from tests.places import ROOT

EXAMPLE = ROOT / "examples" / "levy" / "return.yaml"


def test_amount_currency_and_lines(agister: Agister) -> None:
    found = agister("levy", "assess", EXAMPLE, "--instrument", "model-act", "--json").object
    assert (found["amount"], found["currency"], found["exact"]) == (1_490_000_000, "EUR", 1_490_000_000)
    assert [line["step"] for line in found["lines"]] == [
        "revenue", "revenue", "left_out", "threshold", "threshold", "bracket", "bracket", "result",
    ]  # fmt: skip
    assert all(line["law"] and line["link"] and line["fact"] for line in found["lines"])
    assert found["return"]["digest"].startswith("sha256:")
    assert found["levy_over_surplus"] == "149/4000"


def test_in_words(agister: Agister) -> None:
    out = agister("levy", "assess", EXAMPLE, "--instrument", "model-act").out
    assert out.startswith("R-17   model-act, law of 2027-12-31   EUR 14,900,000.00\n")
    assert "  2 % of the slice of EUR 700,000,000.00 from EUR 100,000,000.00 on   EUR 14,000,000.00\n" in out
    assert "note: model-act is a draft for simulation: nobody owes this under any law" in out


def test_what_an_act_leaves_open(agister: Agister) -> None:
    words = ("levy", "assess", EXAMPLE, "--instrument", "essay")
    assert "essay leaves 'rate' open" in agister.refuses(*words)
    assert agister(*words, "--set", "rate=1/100", "--json").object["amount"] == 800_000_000
    residual = agister(
        *words, "--set", "rate=1/100", "--set", "routine_margin=5%", "--base", "residual_profit", "--json"
    )
    assert residual.object["amount"] == 200_000_000


def test_another_currency_and_members(agister: Agister, tmp_path: Path) -> None:
    members = [{"name": "A", "facts": {"local_revenue": "USD 1000000000.00"}}]
    (tmp_path / "r.yaml").write_text(return_text({"world_revenue": "USD 5000000000.00"}, members=members))
    (tmp_path / "rates.csv").write_text("Date,USD\n2027-12-31,1.25\n")
    words = ("levy", "assess", tmp_path / "r.yaml", "--instrument", "model-act")
    assert "give reference rates (--rates FILE.csv)" in agister.refuses(*words)
    out = agister(*words, "--rates", tmp_path / "rates.csv").out
    assert "  exchange: 1 EUR = 1.25 USD on 2027-12-31 (rates.csv)\n  borne by A: EUR 14,900,000.00\n" in out


def test_a_refused_return(agister: Agister, tmp_path: Path) -> None:
    (tmp_path / "r.yaml").write_text(return_text({"local_revenue": "EUR 1.005"}))
    refused = agister.refuses("levy", "assess", tmp_path / "r.yaml", "--instrument", "model-act")
    assert refused.startswith("r.yaml is refused: line 1, `facts.local_revenue`: 1.005 EUR has 3 decimals")
