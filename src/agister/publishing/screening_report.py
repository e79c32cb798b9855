"""The report of a screening for people: one HTML file that needs nothing else, readable on paper and by an auditor."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from agister.protocols import PROTOCOLS
from agister.publishing.outcome_words import MEANING
from agister.publishing.screening_facts import ScreeningFacts, gather
from agister.publishing.trace_words import not_looked_at, note_in_words
from agister.publishing.visible_text import visible
from agister.rights import Outcome, Statement
from agister.screening.policy import Choice, ScreeningPolicy
from agister.screening.screen import ScreenResult
from agister.screening.writers import write_text

#: Colours that people with any kind of colour vision can tell apart, and a printer in grey by their order.
_COLOURS = {
    Outcome.RESERVED: "#a3272c",
    Outcome.UNREADABLE: "#d98a1f",
    Outcome.PERMITTED: "#1f7a4d",
    Outcome.LICENSED: "#3aa58a",
    Outcome.EXCEPTED: "#6d5a9c",
    Outcome.UNKNOWN: "#3d6fa5",
    Outcome.UNCHECKED: "#9a9a9a",
}
#: No expression of the template shows more characters than this.
_LIMIT = 2000


def write_report(
    address: str | Path,
    result: ScreenResult,
    *,
    dataset: str | Path,
    index: str | Path,
    policy: str | Path | ScreeningPolicy,
    progress: Callable[[str, int], None] = lambda _stage, _amount: None,
) -> None:
    """Write the report of a run to a local path or fsspec address, whole or not at all.

    Reads the run's output once (memory does not grow with its rows) and a sample of it closely. Raises `UsageError` where
    index or policy are not those of the run, and `InputError` where its output cannot be read.
    """
    facts = gather(result, dataset=str(dataset), index=index, policy=policy, progress=progress)
    write_text(str(address), render(facts, made_at=datetime.now(UTC)))


def render(facts: ScreeningFacts, *, made_at: datetime) -> str:
    """The report as HTML."""
    # Everything that comes from the world is bounded, made visible and escaped, whether the template says so or not.
    environment = Environment(
        loader=PackageLoader("agister.publishing"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: value if isinstance(value, Markup) else visible(value, _LIMIT),
    )
    environment.filters.update(
        shown=visible,
        count=_count,
        share=share,
        when=_when,
        words=_words,
        noted=note_in_words,
        unseen=not_looked_at,
        coded=_coded,
        placed=_placed,
    )
    template = environment.get_template("screening_report.html.jinja")
    return template.render(
        facts=facts,
        result=facts.result,
        run=facts.run,
        made_at=made_at,
        bars=_bars(facts.result),
        matrix=_matrix(facts.result),
        sections=_sections(facts.policy.entries),
        meaning={outcome.value: text for outcome, text in MEANING.items()},
        colours={outcome.value: colour for outcome, colour in _COLOURS.items()},
        inputs=_inputs(facts.manifest),
    )


def share(part: int, whole: int) -> str:
    """A share in per cent, with enough digits that a small one does not vanish and a large one does not become all."""
    if not whole:
        return "–"
    value = 100 * part / whole
    if 0 < value < 1:
        return f"{value:.2g} %"
    return "> 99.9 %" if value > 99.9 and part < whole else f"{value:.1f} %"


def _count(value: int) -> str:
    return f"{value:,}"


def _when(value: datetime | str | None) -> str:
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S UTC")
    return str(value or "time unknown")


def _words(statement: Statement) -> str:
    agents = f"  (to {', '.join(statement.agents[:6])}{' …' if len(statement.agents) > 6 else ''})"
    return visible(statement.quote, 500) + (agents if statement.agents else "")


def _placed(statement: Statement) -> str:
    """Carrier and place, the carrier only where the place does not name it."""
    carrier, place = statement.carrier, statement.place
    return place if place.startswith(carrier) else f"{carrier} {place}"


def _coded(text: str) -> Markup:
    """Words between backticks as code."""
    parts = [
        Markup("<code>{}</code>").format(part) if n % 2 else Markup.escape(part)
        for n, part in enumerate(text.split("`"))
    ]
    return Markup("").join(parts)


def _bars(result: ScreenResult) -> list[dict[str, Any]]:
    """Outcomes with their rows and the length of their bar (0 to 100), in the order of `MEANING`."""
    most = max(result.outcomes.values(), default=0)
    return [
        {
            "word": outcome.value,
            "rows": rows,
            "length": round(100 * rows / most, 2),
            "kept": outcome.value in result.kept,
            "meaning": meaning,
        }
        for outcome, meaning in MEANING.items()
        if (rows := result.outcomes.get(outcome.value, 0))
    ]


def _matrix(result: ScreenResult) -> dict[str, Any]:
    """Rows by outcome and protocol: only outcomes and protocols that occur."""
    pairs = result.outcomes_by_protocol
    words = [o.value for o in MEANING if result.outcomes.get(o.value)]
    protocols = [p.name for p in PROTOCOLS if any(pairs.get(f"{word} {p.name}") for word in words)]
    lines = []
    for word in words:
        cells = [pairs.get(f"{word} {name}", 0) for name in protocols]
        lines.append({"word": word, "cells": cells, "without": result.outcomes[word] - sum(cells)})
    return {"protocols": protocols, "lines": lines}


def _sections(entries: Iterable[Choice]) -> list[dict[str, Any]]:
    """Choices by section of the policy file, the reason of a section told once."""
    sections: dict[str, dict[str, Any]] = {}
    for entry in entries:
        name, _, key = entry.key.rpartition(".")
        section = sections.setdefault(name, {"name": name, "reason": "", "choices": []})
        section["reason"] = section["reason"] or entry.reason
        value = ", ".join(entry.value) if isinstance(entry.value, tuple) else entry.value
        section["choices"].append({"key": key, "value": value or "(none)", "entry": entry})
    return list(sections.values())


def _inputs(manifest: dict[str, Any]) -> list[tuple[str, str, int]]:
    """Name, digest and rows of the shards of the dataset."""
    return [(name, s.get("input", ""), s.get("counts", {}).get("rows", 0)) for name, s in manifest["shards"].items()]
