"""Whether an office folder is whole: the chain of the journal, its sums, and every document that the office keeps."""

from __future__ import annotations

from dataclasses import dataclass

from agister.errors import JournalError
from agister.levy.chart import check_cash_identity
from agister.office.folder import Office
from agister.stores.journal_verify import TOLD, verify


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedBooks:
    """What was found."""

    entries: int
    documents: int
    """Documents that entries name and that the office keeps."""
    head: str
    problems: tuple[str, ...]
    """Empty where all is whole."""


def check_books(office: Office) -> CheckedBooks:
    """Read everything from the first entry to the last. Documents that nobody handed in (a report of a payee) are no fault."""
    found = verify(office.journal, (check_cash_identity,))
    problems, kept = list(found.problems), set[str]()
    named = {name for booked in office.journal.entries() for name in booked.entry.documents}
    for digest in sorted(named):
        try:
            if office.documents.has(digest):
                office.documents.read(digest)
                kept.add(digest)
        except JournalError as error:
            problems.append(str(error))
    return CheckedBooks(
        entries=found.entries,
        documents=len(kept),
        head=found.digest,
        problems=tuple(problems[:TOLD]),
    )
