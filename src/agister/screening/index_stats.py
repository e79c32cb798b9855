"""What an index holds, and what changed between two."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from agister.screening.seen_at import moment
from agister.stores.index_tables import ANY_TIME
from agister.stores.statement_index import StatementIndex


def stats(index: StatementIndex) -> dict[str, Any]:
    """Counts: origins, observations by kind, statements by protocol, failures, problems, and the span of time."""
    seen = index.table("observations", ["origin", "read_as", "fetched_at", "status", "failure"])
    times = seen["fetched_at"].filter(pc.not_equal(seen["fetched_at"], ANY_TIME))
    span = {}
    if len(times):
        limits = pc.min_max(times).as_py()
        span = {"first": str(moment(limits["min"])), "last": str(moment(limits["max"]))}
    return {
        "format": 1,
        "digest": index.digest,
        "code_version": index.code_version,
        "segments": len(index.segments),
        "inputs": [list(i) for s in index.segments for i in s.inputs],
        "origins": pc.count_distinct(seen["origin"]).as_py(),
        "documents": sum(s.documents for s in index.segments),
        "statements": sum(s.statements for s in index.segments),
        "observations": {(k or "page"): v for k, v in _counts(seen["read_as"]).items()},
        "protocols": _counts(index.table("statements", ["protocol"])["protocol"]),
        "failures": _counts(seen["failure"].drop_null()),
        "status": {str(k): v for k, v in _counts(seen["status"].drop_null()).items()},
        "problems": _counts(index.table("problems", ["kind"])["kind"]),
        "time": span,
    }


def _counts(column: pa.ChunkedArray) -> dict[Any, int]:
    rows = pc.value_counts(column.combine_chunks()).to_pylist()
    return {row["values"]: row["counts"] for row in sorted(rows, key=lambda r: (-r["counts"], str(r["values"])))}


def difference(old: StatementIndex, new: StatementIndex) -> dict[str, list[str]]:
    """Origins that only one index has observed, and those whose site-wide carriers hold other bytes now."""
    before, after = _contents(old), _contents(new)
    return {
        "added": sorted(after.keys() - before.keys()),
        "removed": sorted(before.keys() - after.keys()),
        "changed": sorted(o for o in before.keys() & after.keys() if before[o] != after[o]),
    }


def _contents(index: StatementIndex) -> dict[str, dict[str, str]]:
    """Origin → carrier → latest content."""
    seen = index.table("observations", ["origin", "path", "read_as", "fetched_at", "document", "status", "failure"])
    seen = seen.filter(pc.not_equal(seen["read_as"], ""))
    digests = index.table("documents", ["document", "digest"])
    joined = seen.join(digests, "document").sort_by("fetched_at")
    found: dict[str, dict[str, str]] = {}
    for row in joined.to_pylist():
        content = row["digest"] or row["failure"] or f"http {row['status']}"
        found.setdefault(row["origin"], {})[row["read_as"]] = content
    return found
