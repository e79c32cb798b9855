"""What is malformed in the documents that answer for the origins of a dataset."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb
import pyarrow as pa

from agister.publishing.origin_counts import OriginCounts
from agister.stores.statement_index import StatementIndex


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentProblem:
    """One kind of defect."""

    kind: str
    protocol: str
    documents: int
    origins: int
    rows: int
    """Rows of the dataset at these origins."""
    url: str
    """Where the example was seen: at the origin with the most rows."""
    place: str
    message: str
    clause: str


_SQL = """
WITH in_force AS (
    SELECT origin, document, url FROM seen WHERE fetched_at <= $time
    QUALIFY row_number() OVER (
        PARTITION BY origin, read_as, path ORDER BY (failure IS NULL) DESC, fetched_at DESC, document DESC
    ) = 1
), found AS (
    SELECT kind, protocol, document, origin, url, place, message, clause, counts.rows
    FROM in_force JOIN counts USING (origin) JOIN problems USING (document)
), sizes AS (
    SELECT kind, protocol, count(DISTINCT document) AS documents FROM found GROUP BY ALL
), by_origin AS (
    SELECT kind, protocol, origin, any_value(rows) AS rows FROM found GROUP BY ALL
), totals AS (
    SELECT kind, protocol, count(*) AS origins, sum(rows)::BIGINT AS rows FROM by_origin GROUP BY ALL
), examples AS (
    SELECT kind, protocol, url, place, message, clause,
        row_number() OVER (PARTITION BY kind, protocol ORDER BY rows DESC, url, place) AS number
    FROM found
)
SELECT kind, protocol, documents, origins, rows, url, place, message, clause
FROM totals JOIN sizes USING (kind, protocol) JOIN examples USING (kind, protocol) WHERE number = 1
ORDER BY rows DESC, origins DESC, kind, protocol LIMIT $limit
"""


def problems_at(index: StatementIndex, origins: OriginCounts, *, time: int, limit: int = 40) -> list[DocumentProblem]:
    """Defects of what is in force at `time` (µs) at the origins counted, by kind, those that touch the most rows first."""
    counts = pa.table(
        {"origin": pa.array(origins.origins(), pa.string()), "rows": pa.array(origins.rows(), pa.int64())}
    )
    seen = index.table("observations", ["origin", "path", "read_as", "fetched_at", "failure", "document", "url"])
    with duckdb.connect(config={"memory_limit": "1GB", "threads": 2}) as connection:
        for name, table in (("seen", seen), ("counts", counts), ("problems", index.table("problems"))):
            connection.register(name, table)
        found = connection.execute(_SQL, {"time": time, "limit": limit}).fetchall()
    return [DocumentProblem(**dict(zip(DocumentProblem.__slots__, row, strict=True))) for row in found]
