"""Numbers as a report shows them: amounts in three figures, shares in per cent, signs in words. Tables keep every unit."""

from __future__ import annotations

from fractions import Fraction

from agister.ledger import currency
from agister.simulation.declared import MILLION, UNDECLARED
from agister.simulation.inputs import INPUTS, Range
from agister.simulation.scenario import round_half

_SCALES = ((10**12, "tn"), (10**9, "bn"), (10**6, "m"))

#: Inputs as people call them.
INPUT_WORDS = {
    "world_revenue": "world revenue",
    "growth": "growth",
    "growth_kept": "how much growth stays",
    "territorial_share": "share in the territory",
    "profit_margin": "profit margin",
    "resale": "share of resale",
    "cross_border": "cross-border share",
    "public_share": "share of public content",
    "licence_payments": "licence payments",
}
#: Facts that a relief or a provision is called by.
RELIEF_WORDS = {
    "world_threshold": "threshold of world revenue",
    "allowance": "free slice (allowance)",
    "public_share": "public share",
    "credit_cap": "licence credit",
    "taper": "entry taper",
    "de_minimis": "de minimis",
    "left_out_cross_border": "cross-border relief",
    "carry_forward": "shortfalls carried forward",
}


def short_money(units: int | Fraction, code: str) -> str:
    """`EUR 1.23 bn`: three figures; below a million whole major units, below a thousand to the minor unit. Halves away from zero."""
    exponent = currency(code).exponent
    size, sign = abs(Fraction(units)), "−" if units < 0 else ""
    for scale, word in _SCALES:
        major = size / 10**exponent / scale
        if round_half(major * 1000) >= 1000:
            return f"{code} {sign}{_three_figures(major)} {word}"
    if size >= 1000 * 10**exponent:
        return f"{code} {sign}{round_half(size / 10**exponent):,}"
    whole, rest = divmod(round_half(size), 10**exponent)
    return f"{code} {sign}{whole:,}" + (f".{rest:0{exponent}}" if exponent and rest else "")


def _three_figures(value: Fraction) -> str:
    places = 2 if value < 10 else 1 if value < 100 else 0
    scaled = round_half(value * 10**places)
    whole, rest = divmod(scaled, 10**places)
    return f"{whole:,}" + (f".{rest:0{places}}" if places else "")


def money_range(low: int | Fraction, high: int | Fraction, code: str) -> str:
    """`EUR 145 m to 3.10 bn`; one amount where both read the same."""
    first, last = short_money(low, code), short_money(high, code)
    return first if first == last else f"{first} to {last.removeprefix(code + ' ')}"


def percent_range(low: Fraction | None, high: Fraction | None) -> str:
    """`80.4 to 95.7 %`; one share where both read the same."""
    first, last = percent(low), percent(high)
    return first if first == last else f"{first.removesuffix(' %')} to {last}"


def percent(value: Fraction | None, places: int = 1) -> str:
    """`2.6 %`; a dash where there is nothing to divide by."""
    if value is None:
        return "–"
    scaled = round_half(abs(value) * 100 * 10**places)
    whole, rest = divmod(scaled, 10**places)
    text = f"{whole:,}" + (f".{rest:0{places}}" if places else "")
    if scaled == 0 and value != 0:
        text = f"< 0.{'0' * (places - 1)}1" if places else "< 1"
    return ("−" if value < 0 else "") + text + " %"


def decimals(value: Fraction | None, places: int = 6) -> str | None:
    """A fraction as a decimal text for JSON and tables: exact in its digits, never a float."""
    if value is None:
        return None
    scaled = round_half(abs(value) * 10**places)
    whole, rest = divmod(scaled, 10**places)
    return f"{'-' if value < 0 and scaled else ''}{whole}.{rest:0{places}}"


def range_texts(given: Range, name: str, code: str) -> tuple[str, str, str]:
    """Low, central and high as the table of inputs shows them."""
    kind = INPUTS[name].kind if name in INPUTS else "money"

    def text(value: int) -> str:
        if kind == "money":
            return short_money(value, code)
        if value == UNDECLARED and name == "public_share":
            return "not declared"
        return percent(Fraction(value, MILLION)).replace(".0 %", " %")

    return text(given.low), text(given.central), text(given.high)


def sign_word(sign: int) -> str:
    """The direction of a change."""
    return {1: "more", 0: "the same", -1: "less"}[sign]


def difference(before: int, after: int, code: str) -> str:
    """`+EUR 1.2 bn (+12.3 %)`."""
    if before == after:
        return "no change"
    change = after - before
    amount = short_money(abs(change), code)
    part = f" ({'+' if change > 0 else '−'}{percent(Fraction(abs(change), before))})" if before > 0 else ""
    return f"{'+' if change > 0 else '−'}{amount}{part}"
