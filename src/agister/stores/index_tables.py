"""The tables of a statement index and their columns: what was observed, and what it says, neutral of any policy.

A segment is a folder of four Parquet files. `document` and `statement` numbers run on through the segments of one index.
"""

from __future__ import annotations

import pyarrow as pa

#: Version of the layout. An index of another version is refused, never guessed at.
FORMAT = 1

#: `fetched_at` of an observation without a time: it counts at any time.
ANY_TIME = -(2**63)

OBSERVATIONS = pa.schema(
    [
        pa.field("origin", pa.string(), nullable=False),
        pa.field("path", pa.string(), nullable=False),
        # The well-known path under which it is read: differs from `path` where a redirect led here.
        pa.field("read_as", pa.string(), nullable=False),
        pa.field("fetched_at", pa.int64(), nullable=False),
        pa.field("status", pa.int32()),
        pa.field("failure", pa.string()),
        pa.field("redirect_to", pa.string()),
        pa.field("document", pa.int32(), nullable=False),
        pa.field("url", pa.string(), nullable=False),
        pa.field("source", pa.string(), nullable=False),
        pa.field("offset", pa.int64()),
    ]
)
"""One row for each answer of one URL at one time (µs since 1970 UTC). `failure`: kind where it could not be read."""

DOCUMENTS = pa.schema(
    [
        pa.field("document", pa.int32(), nullable=False),
        pa.field("digest", pa.string(), nullable=False),
        pa.field("size", pa.int64(), nullable=False),
        pa.field("first_statement", pa.int64(), nullable=False),
        pa.field("statements", pa.int32(), nullable=False),
        pa.field("speaks_for_origin", pa.bool_(), nullable=False),
        pa.field("speaks_for_url", pa.bool_(), nullable=False),
        pa.field("links", pa.list_(pa.string()), nullable=False),
        pa.field("problems", pa.int32(), nullable=False),
    ]
)
"""One row for each distinct content (SHA-256 of the body), with the range of its statements. `links`: `protocol URL`, documents
that the origin declares to speak for it."""

STATEMENTS = pa.schema(
    [
        pa.field("document", pa.int32(), nullable=False),
        pa.field("protocol", pa.string(), nullable=False),
        pa.field("usage", pa.string(), nullable=False),
        pa.field("preference", pa.string(), nullable=False),
        pa.field("scope", pa.string(), nullable=False),
        pa.field("pattern", pa.string(), nullable=False),
        pa.field("fold_case", pa.bool_(), nullable=False),
        # Lower-case tokens separated by newlines, which no token can hold.
        pa.field("agents", pa.string(), nullable=False),
        pa.field("reading", pa.string(), nullable=False),
        pa.field("standing", pa.string(), nullable=False),
        pa.field("place", pa.string(), nullable=False),
        pa.field("quote", pa.string(), nullable=False),
        pa.field("carrier", pa.string(), nullable=False),
        pa.field("note", pa.string(), nullable=False),
        pa.field("offer_url", pa.string()),
        pa.field("offer_kind", pa.string()),
        pa.field("offer_contact", pa.string()),
        pa.field("offer_terms", pa.string()),
    ]
)
"""One row for each statement; its row number in the index is `agister_statement`."""

PROBLEMS = pa.schema(
    [
        pa.field("document", pa.int32(), nullable=False),
        pa.field("protocol", pa.string(), nullable=False),
        pa.field("kind", pa.string(), nullable=False),
        pa.field("place", pa.string(), nullable=False),
        pa.field("message", pa.string(), nullable=False),
        pa.field("clause", pa.string(), nullable=False),
    ]
)
"""One row for each defect of a document."""

TABLES: dict[str, pa.Schema] = {
    "observations": OBSERVATIONS,
    "documents": DOCUMENTS,
    "statements": STATEMENTS,
    "problems": PROBLEMS,
}
