"""What an act says of scope on a day, without asking for what only an assessment needs (a rate, say)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from agister.errors import LevyError
from agister.levy.instrument import DatedValue, Instrument, Schedule
from agister.levy.keys import VALUES
from agister.levy.scope.trained import PRESUMPTION, THRESHOLDS
from agister.levy.written_values import WrongValue, read_value
from agister.levy.yaml_lines import Node

#: The values of an act that the scope test reads.
SCOPE_KEYS = (*THRESHOLDS, PRESUMPTION)


def scope_terms(act: Instrument, on: date, given: Mapping[str, str] | None = None) -> Schedule:
    """The scope values of an act on a day. `given` replaces those of a draft: `scope_large_text` → `100000000000`.

    Raises `LevyError` where the act lays down no scope test, is not in force, or does not leave a value open.
    """
    if on < act.since or (act.until is not None and on >= act.until):
        raise LevyError(
            f"{act.id} does not hold on {on}: it holds from {act.since}" + (f" to {act.until}" if act.until else "")
        )
    values: dict[str, DatedValue] = {}
    for key in SCOPE_KEYS:
        value = act.value(key, on)
        if value is not None:
            values[key] = value
    if not any(key in values for key in THRESHOLDS):
        raise LevyError(
            f"{act.id} lays down no scope test for AI models; acts that do have a value `scope_large_text` or the like"
        )
    for key, text in (given or {}).items():
        if key not in values or act.status != "draft":
            open_ones = ", ".join(sorted(values)) if act.status == "draft" else "none"
            raise LevyError(f"{act.id} does not leave {key!r} open for the scope test; open are: {open_ones}")
        asked = VALUES[key]
        try:
            read = read_value(asked.kind, Node(1, text), act.currency, asked.words)
        except WrongValue as error:
            raise LevyError(f"{key}={text}: {error}") from None
        values[key] = replace(values[key], value=read, law=f"{values[key].law} (parameter given by the user)")
    return Schedule(instrument=act, on=on, base=act.bases[0], values=values)
