"""What a trace leaves to be said in words, for the terminal and for reports."""

from __future__ import annotations

from agister.formats.url import parse
from agister.rights import Preference, Statement
from agister.screening.trace import Trace


def page_looked_at(found: Trace) -> bool:
    """Whether an answer of the URL itself was observed: only then is the silence of its headers and HTML evidence."""
    return any(parse(place.url) == found.decision.asset for place in found.seen)


def not_looked_at(found: Trace) -> tuple[str, ...]:
    """What was never observed, where a reservation could stand."""
    return (*(() if page_looked_at(found) else ("headers and HTML of this URL",)), *found.looked_for)


def note_in_words(statement: Statement) -> str:
    """The note of a statement that decided, with its meaning where the words alone seem to say something else."""
    if statement.note.startswith("permits") and statement.preference is Preference.DISALLOW:
        return f"{statement.note}; not without a licence, so it is reserved"
    if statement.preference is Preference.UNKNOWN and statement.offer is not None:
        return f"{statement.note}; the document that it names was never observed"
    return statement.note
