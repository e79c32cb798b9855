"""Progress and plain tables for people at a terminal; nothing of it appears in pipes and files."""

from __future__ import annotations

import io
import json
import shutil
import sys
import textwrap
from collections.abc import Sequence
from typing import Any

from tqdm import tqdm

from agister.publishing.visible_text import visible
from agister.rights import Preference, Standing, Statement


class Progress:
    """A progress line on a terminal's standard error, one for each stage."""

    def __init__(self, *, quiet: bool = False, unit: str = " rows") -> None:
        self._shown = sys.stderr.isatty() and not quiet
        self._unit = unit
        self._stage = ""
        self._bar: Any = None

    def __call__(self, stage: str, amount: int) -> None:
        """`amount` more of a stage that counts rows, or its position where it counts up."""
        if not self._shown:
            return
        if stage != self._stage:
            self.close()
            self._stage = stage
            self._bar = tqdm(desc=stage, unit=self._unit, unit_scale=True, leave=False, file=sys.stderr)
        self._bar.update(amount if stage == "screening" else amount - self._bar.n)

    def close(self) -> None:
        """Remove the line."""
        if self._bar is not None:
            self._bar.close()
            self._bar = None


def states_something(statement: Statement) -> bool:
    """Whether a person wants to read it: some statements state nothing and only help a protocol to find its order."""
    return statement.preference is not Preference.UNKNOWN or statement.standing is not Standing.SAID


def spell_out_what_cannot_be_encoded() -> None:
    """From now on no output fails because of its encoding: what a locale cannot write appears as `\\u2014`."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def say(text: str) -> None:
    """Print words for people. Characters that a terminal obeys or that hide others are shown as `\\u{1b}`: some of the words
    are the world's."""
    print(visible(text, len(text)))


def write_utf8(text: str) -> None:
    """Write text for programs, which is UTF-8 whatever the locale says."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    sys.stdout.write(text)


def print_json(value: Any) -> None:
    """One JSON object on standard output."""
    write_utf8(json.dumps(value, ensure_ascii=False, indent=1, default=str) + "\n")


def table(rows: Sequence[Sequence[Any]], *, indent: str = "  ") -> str:
    """Columns aligned: text to the left, numbers and shares to the right."""
    words = [[f"{cell:,}" if isinstance(cell, int) else str(cell) for cell in row] for row in rows]
    widths = [
        max((len(row[i]) for row in words if i < len(row)), default=0) for i in range(max(map(len, words), default=0))
    ]
    lines = []
    for row, raw in zip(words, rows, strict=True):
        cells = [
            w.rjust(widths[i]) if isinstance(raw[i], int) or w.endswith(" %") else w.ljust(widths[i])
            for i, w in enumerate(row)
        ]
        lines.append(indent + "  ".join(cells).rstrip())
    return "\n".join(lines)


def width() -> int:
    """Columns of the terminal (or `$COLUMNS`); 120 where there is none."""
    return max(60, shutil.get_terminal_size((120, 24)).columns)


def labelled(label: str, text: str, *, column: int = 14) -> str:
    """A label, and beside it a text that goes on below itself. Parts set apart by three blanks stay whole where they fit."""
    room = width() - column - 2
    lines: list[str] = []
    for part in text.split("   "):
        if lines and len(lines[-1]) + 3 + len(part) <= room:
            lines[-1] += "   " + part
            continue
        # What is longer than a line begins where the text before it ends.
        begun = lines.pop() + "   " if lines and len(part) > room else ""
        lines += textwrap.wrap(begun + part, room, break_long_words=False, break_on_hyphens=False) or [""]
    return "\n".join(f"  {label if number == 0 else '':<{column}}{line}".rstrip() for number, line in enumerate(lines))


def hanging(line: str) -> str:
    """A line wrapped to the terminal, with what goes on below indented two more than its beginning."""
    indent = len(line) - len(line.lstrip())
    return textwrap.fill(
        line.strip(),
        width(),
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + 2),
        break_long_words=False,
        break_on_hyphens=False,
    )


def share(part: int, whole: int) -> str:
    """A share in per cent, with enough digits that a small one does not vanish."""
    if not whole:
        return "–"
    value = 100 * part / whole
    return f"{value:.1f} %" if value >= 1 or part == 0 else f"{value:.2g} %"
