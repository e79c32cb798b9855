"""The accounts of a levy office and the kinds of entries in its journal; from the chart and the table of events."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agister.levy.chart import FAMILIES, OWED
from agister.levy.events import EVENTS
from agister.levy.events.event import _WORDS, EventKind
from agister.levy.events.governance import GOVERNANCE
from agister.levy.events.procedure import PROCEDURE
from agister.levy.events.receipts import RECEIPTS
from agister.levy.events.sharing_out import SHARING_OUT
from docs.generators.markdown import table
from tests.places import ROOT

_PAGE = ROOT / "docs" / "reference" / "levy" / "events.md"
#: The files that kinds stand in, by the mark of their part of the page.
_PARTS: dict[str, Sequence[EventKind]] = {
    "governance": GOVERNANCE,
    "procedure": PROCEDURE,
    "receipts": RECEIPTS,
    "sharing-out": SHARING_OUT,
}


def page() -> str:
    """The page as it stands, with each generated part written anew between its marks."""
    if sum(map(len, _PARTS.values())) != len(EVENTS):
        raise SystemExit(f"{_PAGE}: a file of kinds of entries has no part on this page")
    text = _PAGE.read_text("utf-8")
    for name, found in {
        "accounts": _accounts(),
        "owed": ", ".join(f"`{what}`" for what in OWED) + "\n",
        "kinds of facts": table(("kind", "a fact of it is"), [(f"`{kind}`", words) for kind, words in _WORDS.items()]),
        **{part: "\n".join(_kind(event) for event in events) for part, events in _PARTS.items()},
    }.items():
        before, mark, after = text.partition(f"<!-- {name} -->\n")
        _, end, rest = after.partition(f"<!-- /{name} -->")
        if not mark or not end:
            raise SystemExit(f"{_PAGE}: the marks of {name} are missing")
        text = f"{before}{mark}\n{found}\n{end}{rest}"
    return text


def _accounts() -> str:
    return table(
        ("account", "side", "its balance is", "meaning"),
        [
            (
                f"`{':'.join((family.name, *(part.upper() for part in family.parts)))}`",
                family.side,
                "a debit" if family.debit else "a credit",
                family.meaning,
            )
            for family in FAMILIES
        ],
    )


def _kind(event: EventKind) -> str:
    return f"### `{event.name}`\n\n" + "\n".join(f"- {item}" for item in _items(event)) + "\n"


def _items(event: EventKind) -> Iterator[str]:
    yield f"{event.meaning[0].upper()}{event.meaning[1:]}. About `{event.subject}:…`."
    if event.facts:
        stated = (
            f"`{name}` ({kind.rstrip('?')}{', may be left out' if kind.endswith('?') else ''})"
            for name, kind in event.facts.items()
        )
        yield f"States {', '.join(stated)}."
    else:
        yield "States nothing beside its sentence."
    if event.debit or event.credit:
        moves = f"Debits {_names(event.debit)}; credits {_names(event.credit or event.debit)}"
        yield moves + ("; also the other way round." if event.mirrored else ".")
    if event.private:
        yield f"Sealed when published: {_names(event.private)}."


def _names(names: Sequence[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
