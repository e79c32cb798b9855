"""Which payers are named, and how others are grouped."""

from __future__ import annotations

from agister.publishing.levy.claims import Claims, Dispute, Standing
from agister.publishing.levy.disclosure import FEWEST_IN_BAND, named_parties, payer_rows, rate_bands, ratio

PERIOD = ("2031", "EUR")


def _claims(number: int, *, final: int = 0, base: int = 100) -> Claims:
    claims = Claims()
    claims.standing[PERIOD] = {
        f"p-{n}": Standing(assessment=f"A-{n}", amount=n, base=base * 10**n, surplus=None, final=n <= final)
        for n in range(1, number + 1)
    }
    return claims


def test_with_fewer_than_five_payers_nobody_is_named_or_listed() -> None:
    claims = _claims(4, final=4)
    assert named_parties(claims) == frozenset()
    (row,) = payer_rows(claims, PERIOD, frozenset(), {})
    assert row["payer"] == "fewer than five payers"
    assert row["assessed"] == 1 + 2 + 3 + 4
    assert len(rate_bands(claims, PERIOD, 2)) == 1


def test_with_five_those_whose_assessment_is_final_are_named() -> None:
    claims = _claims(5, final=3)
    named = named_parties(claims)
    assert named == {"p-1", "p-2", "p-3"}
    rows = payer_rows(claims, PERIOD, named, {f"p-{n}": f"Maker {n}" for n in range(6)})
    assert [(row["payer"], row["name"]) for row in rows] == [
        ("p-5", None), ("p-4", None), ("p-3", "Maker 3"), ("p-2", "Maker 2"), ("p-1", "Maker 1"),
    ]  # fmt: skip


def test_an_open_dispute_keeps_the_name_back() -> None:
    claims = _claims(5, final=5)
    claims.disputes["X"] = Dispute("p-2", PERIOD, 1, "ground", "review", "2032-01-01", "A-2")
    assert "p-2" not in named_parties(claims)
    claims.disputes["X"].outcome = "confirmed"
    assert "p-2" in named_parties(claims)


def test_whoever_owes_nothing_is_no_payer() -> None:
    claims = _claims(5, final=5)
    claims.standing[PERIOD]["p-3"].amount = 0
    assert named_parties(claims) == frozenset()


def test_bands_hold_three_payers_or_all_and_lose_nobody() -> None:
    for number in range(5, 12):
        claims = _claims(number)
        bands = rate_bands(claims, PERIOD, 2)
        assert sum(band["payers"] for band in bands) == number
        assert sum(band["assessed"] for band in bands) == sum(range(number + 1))
        assert all(band["payers"] >= FEWEST_IN_BAND for band in bands)
        assert bands[0]["from"] == 0
        assert bands[-1]["to"] is None


def test_a_ratio_is_exact_and_none_of_nothing() -> None:
    assert ratio(1, 3) == "1/3"
    assert ratio(1, 0) is None
