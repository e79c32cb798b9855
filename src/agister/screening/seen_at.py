"""One observation that is in force, in words for people: what a trace shows as looked at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from agister.rights import Problem
from agister.screening.validity import InForce
from agister.stores.index_tables import ANY_TIME
from agister.stores.statement_index import StatementIndex


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenAt:
    """One observation in force, in words for people."""

    url: str
    read_as: str
    """The site-wide path it speaks under; empty for a page."""
    when: datetime | None
    what: str
    """`200`, `404: nothing said`, `failed: timeout`, `redirected to …`."""
    digest: str
    source: str
    offset: int | None
    document: int
    later_failure: datetime | None
    problems: tuple[tuple[str, Problem], ...]


def seen_at(place: InForce, store: StatementIndex) -> SeenAt:
    """One observation in force, in words."""
    row, answer = place.row, place.answer
    holder = answer or row
    entry = (store.documents_of([holder.document]).to_pylist() or [{}])[0]
    if row.failure:
        what = f"failed: {row.failure}"
    elif answer is None:
        what = f"{row.status}: redirected to {row.redirect_to}, which was not observed"
    elif answer is not row:
        what = f"{row.status}: redirected to {answer.url}"
    elif row.status is not None and row.status >= 400:
        what = f"{row.status}: nothing said"
    else:
        what = str(row.status) if row.status is not None else "read"
    return SeenAt(
        url=row.url,
        read_as=row.read_as,
        when=moment(holder.fetched_at),
        what=what,
        digest=str(entry.get("digest", "")),
        source=holder.source,
        offset=holder.offset,
        document=holder.document,
        later_failure=moment(place.later_failure.fetched_at) if place.later_failure else None,
        problems=tuple(store.problems_of(holder.document)),
    )


def moment(micros: int) -> datetime | None:
    """A time of the index as a datetime; None where the observation has none."""
    return None if micros == ANY_TIME else datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=micros)
