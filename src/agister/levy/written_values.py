"""From the text of a value in an act or a return to the exact value, or the fault in words."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from fractions import Fraction

from agister.errors import AmountError
from agister.ledger import Amount, exact
from agister.ledger.currency import CURRENCIES
from agister.levy.yaml_lines import Node

_UNITS = re.compile(r"-?[0-9]{1,40}", re.ASCII)
_MAJOR = re.compile(r"([A-Z]{3}) (-?[0-9]+(?:\.[0-9]+)?)", re.ASCII)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


class Comparison(StrEnum):
    """How an amount meets a threshold. The sign is law: the United Kingdom says exceeds, Canada says at least."""

    EXCEEDS = "exceeds"
    AT_LEAST = "at_least"


@dataclass(frozen=True, slots=True)
class Threshold:
    """An amount in minor units and how it compares."""

    amount: int
    comparison: Comparison

    def met(self, amount: Fraction | int, share: Fraction | int = 1) -> bool:
        """Whether an amount meets the threshold, which is reduced to a share for a short period."""
        limit = self.amount * share
        return amount > limit if self.comparison is Comparison.EXCEEDS else amount >= limit


#: What a value of an act can be.
Value = Fraction | int | str | Threshold | tuple[tuple[Fraction, Fraction], ...] | dict[str, Fraction]


class WrongValue(ValueError):
    """What is allowed instead, in words; `node` is the place."""

    def __init__(self, node: Node, message: str) -> None:
        super().__init__(message)
        self.node = node


def read_day(node: Node) -> date:
    """A date `2027-01-31`."""
    text = node.text or ""
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise WrongValue(node, f"is {node.kind}; allowed: a date such as 2027-01-31")


def read_money(node: Node, code: str, *, signed: bool = False) -> Amount:
    """`12345` minor units of the file's currency, or `EUR 123.45` in major units of the currency named."""
    text = node.text or ""
    if _UNITS.fullmatch(text):
        amount = Amount(units=int(text), currency=code)
    elif found := _MAJOR.fullmatch(text):
        try:
            amount = Amount.parse(found[2], found[1])
        except AmountError as error:
            raise WrongValue(node, str(error)) from None
    else:
        allowed = f"whole minor units such as 12345, or the currency and the amount such as `{code} 123.45`"
        raise WrongValue(node, f"is {node.kind}; allowed: {allowed}")
    if amount.units < 0 and not signed:
        raise WrongValue(node, f"is {node.kind}; allowed: an amount that is not negative")
    return amount


def read_text(node: Node) -> str:
    """A text that is not empty."""
    text = (node.text or "").strip()
    if not text:
        raise WrongValue(node, f"is {node.kind}; allowed: a text")
    return text


def read_count(node: Node) -> int:
    """A whole number that is not negative."""
    text = node.text or ""
    if not re.fullmatch(r"[0-9]{1,40}", text, re.ASCII):
        raise WrongValue(node, f"is {node.kind}; allowed: a whole number such as 0, 1, 2")
    return int(text)


def read_yes(node: Node) -> bool:
    """`yes` or `no`."""
    if node.text in ("yes", "true"):
        return True
    if node.text in ("no", "false"):
        return False
    raise WrongValue(node, f"is {node.kind}; allowed: yes, no")


def read_fraction(node: Node, *, most: int | None = None) -> Fraction:
    """A number that is not negative, exact: `1/50`, `2%`, `0.02`."""
    try:
        value = exact(node.text or "")
    except AmountError:
        raise WrongValue(node, f"is {node.kind}; allowed: an exact number such as 1/50, 2% or 0.02") from None
    if value < 0 or (most is not None and value > most):
        span = f"from 0 to {most}" if most is not None else "that is not negative"
        raise WrongValue(node, f"is {node.kind}; allowed: a number {span}")
    return value


def read_word(node: Node, words: tuple[str, ...]) -> str:
    """One of a few words."""
    if node.text in words:
        return node.text
    near = get_close_matches(node.text or "", words, n=1)
    hint = f" (did you mean {near[0]}?)" if near else ""
    raise WrongValue(node, f"is {node.kind}; allowed: {', '.join(words)}{hint}")


def read_currency(node: Node) -> str:
    """A currency code of ISO 4217, in capitals: `EUR`."""
    if node.text in CURRENCIES:
        return node.text
    near = get_close_matches((node.text or "").upper(), CURRENCIES, n=1)
    hint = f" (did you mean {near[0]}?)" if near else ""
    raise WrongValue(node, f"is {node.kind}; allowed: a currency code of ISO 4217, such as EUR{hint}")


def read_value(kind: str, node: Node, code: str, words: tuple[str, ...] = ()) -> Value:
    """The value of an act. Raises `WrongValue`."""
    match kind:
        case "rate":
            return read_fraction(node, most=1)
        case "fee":
            return read_fraction(node)
        case "money":
            return _own(node, code)
        case "count":
            return read_count(node)
        case "word":
            return read_word(node, words)
        case "threshold":
            return _threshold(node, code)
        case "brackets":
            return _pairs(node, lambda item: Fraction(_own(item, code)), lambda item: read_fraction(item, most=1))
        case "shares":
            return _pairs(node, read_fraction, lambda item: read_fraction(item, most=1))
        case "steps":
            return _pairs(node, lambda item: Fraction(read_count(item)), read_fraction)
        case "rates":
            return _table(node, lambda item: read_fraction(item, most=1))
        case "fees":
            return _table(node, read_fraction)
        case _:
            return read_text(node)


def _own(node: Node, code: str) -> int:
    amount = read_money(node, code)
    if amount.currency != code:
        raise WrongValue(node, f"is in {amount.currency}; allowed: amounts in {code}, the currency of the act")
    return amount.units


def _threshold(node: Node, code: str) -> Threshold:
    table = node.mapping
    if table is None or set(table) != {"amount", "comparison"}:
        raise WrongValue(node, f"is {node.kind}; allowed: {{amount: 1000, comparison: exceeds}} (or at_least)")
    comparison = read_word(table["comparison"], tuple(Comparison))
    return Threshold(_own(table["amount"], code), Comparison(comparison))


def _pairs(
    node: Node, first: Callable[[Node], Fraction], second: Callable[[Node], Fraction]
) -> tuple[tuple[Fraction, Fraction], ...]:
    if not node.items:
        raise WrongValue(node, f"is {node.kind}; allowed: a list of pairs such as [[0, 1/100], [1000, 2/100]]")
    pairs: list[tuple[Fraction, Fraction]] = []
    for item in node.items:
        if item.items is None or len(item.items) != 2:
            raise WrongValue(item, f"is {item.kind}; allowed: a pair such as [1000, 2/100]")
        start = first(item.items[0])
        if pairs and start <= pairs[-1][0]:
            raise WrongValue(
                item, f"begins at {start}, not above the pair before it; write the pairs in ascending order"
            )
        pairs.append((start, second(item.items[1])))
    return tuple(pairs)


def _table(node: Node, read: Callable[[Node], Fraction]) -> dict[str, Fraction]:
    if not node.mapping:
        raise WrongValue(node, f"is {node.kind}; allowed: a mapping of words to numbers")
    return {word: read(item) for word, item in node.mapping.items()}
