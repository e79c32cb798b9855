"""An act as dated data: each value with its dates and its legal reference, and what holds on one day.

Dates are half-open, as in `agister.law`: a value holds from `since` on, up to but not on `until`. `known_since` is the day on
which it became known (enacted, published): an assessment can be repeated with the knowledge of its own day.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from agister.errors import LevyError
from agister.ledger.exact import written
from agister.levy.keys import VALUES
from agister.levy.written_values import Threshold, Value, WrongValue, read_value
from agister.levy.yaml_lines import Node

#: How a value is known: read in the law itself, in a report on it, from general knowledge, or laid down in a draft of ours.
CONFIDENCE = ("verified", "secondary", "general_knowledge", "unverified", "draft")
STATUS = ("in_force", "draft", "repealed")


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedValue:
    """One value of an act for one span of time."""

    name: str
    value: Value
    since: date
    until: date | None
    known_since: date
    law: str
    link: str
    confidence: str
    retroactive: bool = False
    """Takes the place, for its span, of what was known before."""
    note: str = ""

    def holds(self, on: date, known: date | None = None) -> bool:
        """Whether it holds on a day, as far as was known on another."""
        return (
            self.since <= on
            and (self.until is None or on < self.until)
            and (known is None or self.known_since <= known)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A value that an act leaves open: whoever runs it must give it. There is no default."""

    name: str
    question: str
    law: str
    link: str
    bases: tuple[str, ...]
    """Needed only with these bases; empty: with every one."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Instrument:
    """One act."""

    id: str
    title: str
    status: str
    jurisdiction: str
    citation: str
    link: str
    currency: str
    since: date
    until: date | None
    bases: tuple[str, ...]
    """Names of bases it can run on; the first one where nothing else is asked for."""
    about: str
    values: Mapping[str, tuple[DatedValue, ...]]
    parameters: Mapping[str, Parameter]

    def in_force(self, on: date) -> bool:
        """Whether the act is in force on a day. Drafts are in force from the day they name, for simulation."""
        return self.since <= on and (self.until is None or on < self.until)

    def value(self, name: str, on: date, known: date | None = None) -> DatedValue | None:
        """The value that holds on a day; None where the act lays none down for it."""
        found = [value for value in self.values.get(name, ()) if value.holds(on, known)]
        return max(found, key=lambda value: value.known_since) if found else None

    def schedule(
        self, on: date, *, given: Mapping[str, str] | None = None, base: str = "", known: date | None = None
    ) -> Schedule:
        """All values on one day, with the parameters that were given. Raises `LevyError` where one is missing or wrong.

        `given` may also replace a value of a draft, never one of an act in force.
        """
        if not self.in_force(on):
            end = f" and until {self.until}" if self.until else ""
            raise LevyError(f"{self.id} is not in force on {on}: it is in force since {self.since}{end}")
        name = base or self.bases[0]
        if name not in self.bases:
            raise LevyError(f"{self.id} does not run on the base {name!r}; allowed: {', '.join(self.bases)}")
        values = {key: value for key in self.values if (value := self.value(key, on, known)) is not None}
        for key, text in sorted((given or {}).items()):
            values[key] = self._given(key, text, on)
        for parameter in self.parameters.values():
            if parameter.name not in values and (not parameter.bases or name in parameter.bases):
                raise LevyError(
                    f"{self.id} leaves {parameter.name!r} open ({parameter.question}): "
                    f"say --set {parameter.name}=…; there is no default"
                )
        return Schedule(instrument=self, on=on, base=name, values=values)

    def _given(self, key: str, text: str, on: date) -> DatedValue:
        draft = self.status == "draft"
        if key not in self.parameters and not (draft and key in self.values):
            open_ones = ", ".join(sorted({*self.parameters, *(self.values if draft else ())})) or "none"
            raise LevyError(f"{self.id} does not leave {key!r} open; open are: {open_ones}")
        asked = VALUES[key]
        node = Node(1, text)
        if asked.kind == "threshold":
            before = self.value(key, on)
            comparison = before.value.comparison if before and isinstance(before.value, Threshold) else "exceeds"
            node = Node(1, {"amount": node, "comparison": Node(1, str(comparison))})
        elif asked.kind in ("brackets", "shares", "rates", "fees", "steps"):
            raise LevyError(
                f"{key!r} is a table and cannot be given on the command line; copy the act and change the file"
            )
        try:
            value = read_value(asked.kind, node, self.currency, asked.words)
        except WrongValue as error:
            raise LevyError(f"--set {key}={text}: {error}") from None
        left_open = self.parameters.get(key)
        dated = self.value(key, on)
        return DatedValue(
            name=key, value=value, since=on, until=None, known_since=on,
            law=(left_open.law if left_open else dated.law if dated else self.citation) + " (parameter given by the user)",
            link=left_open.link if left_open else dated.link if dated else self.link,
            confidence="draft",
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Schedule:
    """What an act says on one day."""

    instrument: Instrument
    on: date
    base: str
    values: Mapping[str, DatedValue]

    def find(self, name: str) -> DatedValue | None:
        """A value, or None where the act lays none down."""
        return self.values.get(name)

    def need(self, name: str) -> DatedValue:
        """A value without which nothing can be computed. Raises `LevyError`."""
        found = self.values.get(name)
        if found is None:
            raise LevyError(f"{self.instrument.id} says nothing of {name!r} ({VALUES[name].meaning}) on {self.on}")
        return found

    def fraction(self, name: str) -> Fraction:
        """A needed value that is a number."""
        value = self.need(name).value
        if not isinstance(value, Fraction | int):
            raise LevyError(f"{name!r} of {self.instrument.id} is no number")
        return Fraction(value)

    def word(self, name: str, default: str) -> str:
        """A word, or what holds where the act says nothing."""
        found = self.values.get(name)
        return str(found.value) if found else default


def value_text(value: Value) -> str:
    """A value as it is written in a file."""
    if isinstance(value, Fraction):
        return written(value)
    if isinstance(value, Threshold):
        return f"{value.comparison.replace('_', ' ')} {value.amount}"
    if isinstance(value, tuple):
        return ", ".join(f"{written(rate)} from {written(start)}" for start, rate in value)
    if isinstance(value, dict):
        return ", ".join(f"{word} {written(number)}" for word, number in value.items())
    return str(value)
