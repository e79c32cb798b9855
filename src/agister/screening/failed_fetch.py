"""What a fetch that failed says: nothing that could be read, of every protocol that lives at that place."""

from __future__ import annotations

from collections.abc import Sequence

from agister.protocols import ReservationProtocol
from agister.rights import Preference, Problem, Scope, Standing, Statement, Usage


def failed_statements(failure: str, read_as: str, protocols: Sequence[ReservationProtocol]) -> list[Statement]:
    """One statement for each protocol that `read_as` (a well-known path; empty for a page) belongs to: it is unreadable.

    What lives only in the answers of pages has no well-known path of its own.
    """
    return [
        Statement(
            protocol=protocol.name,
            usage=Usage.ANY,
            preference=Preference.UNKNOWN,
            place="fetch",
            quote=failure,
            scope=Scope.ORIGIN if read_as else Scope.URL,
            standing=Standing.FAILED,
            carrier=read_as or "page",
        )
        for protocol in protocols
        if (read_as in protocol.well_known if read_as else not protocol.well_known)
    ]


def failed_problem(failure: str, read_as: str) -> Problem:
    """The same as a problem of kind `fetch-failed`."""
    message = f"{read_as or 'the page'} could not be fetched or read: {failure}"
    return Problem(kind="fetch-failed", place="fetch", message=message)
