"""How commands of the levy name an act: the id of one that comes with agister, or a file."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from pathlib import Path

from agister.errors import LevyError
from agister.ledger.exact import written
from agister.levy.instrument import Instrument
from agister.levy.instrument_file import load_instrument, shipped_instruments


def instrument_named(word: str) -> Instrument:
    """The act with an id, or in a file. Raises `LevyError` with the ids there are."""
    shipped = shipped_instruments()
    if word in shipped:
        return shipped[word]
    path = Path(word)
    if path.suffix in (".yaml", ".yml", ".json") or path.is_file():
        return load_instrument(read_text(path), path.name)
    raise LevyError(f"there is no act {word!r}; there are {', '.join(shipped)}, or name a file such as act.yaml")


def read_text(path: Path) -> str:
    """A file as text. Raises `LevyError` where it is not UTF-8."""
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise LevyError(f"{path}: the file is not UTF-8 (byte {error.start}); save it as UTF-8") from None


def day(text: str) -> date:
    """A date on the command line."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no date such as 2027-01-31") from None


def parameters(words: Iterable[str]) -> dict[str, str]:
    """`--set NAME=VALUE`, each once. Raises `LevyError`."""
    found: dict[str, str] = {}
    for word in words:
        name, sign, value = word.partition("=")
        if not sign or not name or not value:
            raise LevyError(f"--set {word}: write NAME=VALUE, for example --set rate=1/100")
        if name in found:
            raise LevyError(f"--set {name} is given twice")
        found[name] = value
    return found


def shown(value: Fraction | None) -> int | str | None:
    """Minor units for JSON: whole, or exact as `p/q`."""
    if value is None:
        return None
    return value.numerator if value.denominator == 1 else written(value)
