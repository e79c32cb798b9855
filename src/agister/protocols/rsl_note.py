"""What the note of an RSL statement holds: words that the order of precedence needs, and the document that says them.

`permits; unpriced in https://example.org/rsl.xml`. One place writes it and reads it.
"""

from __future__ import annotations

from urllib.parse import SplitResult, urlsplit

PERMITS = "permits"
PROHIBITS = "prohibits"
CLOSED = "by closed list"
#: A licence for some users or places only that names no use.
CONDITIONS_ONLY = "conditions only"
UNPRICED = "unpriced"
PAYMENT = "payment"
SERVER = "licence server"
DOCUMENT = "document"
ASSOCIATION = "association"
GROUP = "group without a licence"

_CONDITIONS = ("if ", "unless ")


def write(words: list[str], document: str = "") -> str:
    """A note of some words about a document."""
    text = "; ".join(words)
    return f"{text} in {document}" if document else text


def words(note: str) -> list[str]:
    """The words of a note."""
    return note.partition(" in http")[0].split("; ")


def document(note: str) -> str:
    """The URL of the document that a statement stands in; empty where none is named."""
    found = note.partition(" in http")
    return "http" + found[2] if found[1] else ""


def is_conditional(note: str) -> bool:
    """Whether the statement holds only under conditions that a program cannot judge (user, place, reporting)."""
    return any(word.startswith(_CONDITIONS) for word in words(note))


def same_document(association: str, document_url: str) -> bool:
    """Whether an association's URL names a document: http and https, www and bare host redirect to each other."""
    if association == document_url:
        return True
    try:
        one, other = urlsplit(association), urlsplit(document_url)
    except ValueError:
        return False
    return _folded(one) == _folded(other)


def _folded(parts: SplitResult) -> tuple[str, str, str]:
    return parts.netloc.lower().removeprefix("www."), parts.path or "/", parts.query
