"""The first difference between two JSON values: where it is, what stands there, and what was computed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Something in a report folder that is not what follows from its journal and documents."""

    where: str
    """`entry 17 (assessed), amount` or `report.json, periods[0].assessed`."""
    theirs: str
    ours: str
    what: str = ""
    """In words, where the two values do not say it."""

    def __str__(self) -> str:
        text = f": {self.what}" if self.what else ""
        values = f" — the folder says {self.theirs}, computed is {self.ours}" if self.theirs or self.ours else ""
        return f"{self.where}{text}{values}"


def first_difference(theirs: Any, ours: Any, where: str) -> Difference | None:
    """The first place at which two values differ, in their order; None where they are equal."""
    if isinstance(theirs, Mapping) and isinstance(ours, Mapping):
        for name in (*ours, *(key for key in theirs if key not in ours)):
            if name not in theirs or name not in ours:
                return Difference(
                    where=f"{where}.{name}",
                    theirs=_short(theirs.get(name, "nothing")),
                    ours=_short(ours.get(name, "nothing")),
                )
            if found := first_difference(theirs[name], ours[name], f"{where}.{name}"):
                return found
        return None
    if _is_list(theirs) and _is_list(ours):
        for number, (one, other) in enumerate(zip(theirs, ours, strict=False)):
            if found := first_difference(one, other, f"{where}[{number}]"):
                return found
        if len(theirs) != len(ours):
            return Difference(where=where, theirs=f"{len(theirs)} rows", ours=f"{len(ours)} rows")
        return None
    if type(theirs) is type(ours) and theirs == ours:
        return None
    return Difference(where=where, theirs=_short(theirs), ours=_short(ours))


def _is_list(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 120 else text[:119] + "…"
