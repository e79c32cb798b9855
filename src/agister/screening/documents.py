"""Documents of an index at hand for compiling: what they say, filtered to what can matter for one question."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from agister.formats.url import parse
from agister.rights import Question, Reading, Usage
from agister.screening.spoken import Documents, Numbered
from agister.screening.validity import Targets, by_place, rows_of
from agister.stores.statement_index import StatementIndex, statements_from

_WITHOUT_QUOTE = [
    "document", "protocol", "usage", "preference", "scope", "pattern", "fold_case", "agents", "reading", "standing",
    "place", "carrier", "note", "offer_url", "offer_kind", "offer_contact", "offer_terms",
]  # fmt: skip


def stored_documents(index: StatementIndex, question: Question) -> Documents:
    """All documents of an index, statements kept in Arrow memory and made into objects on demand.

    Crawl rules of groups of robots.txt that name none of the question's tokens, and those of the other reading, are left out:
    they can never be chosen (RFC 9309 §2.2.1), and they are most of what an index holds. Other lines of such groups stay, since
    protocols may ask whether anybody was told something (RSL: whether a document is associated with the site at all). Quotes are
    left out: they decide nothing.
    """
    table = index.table("statements", _WITHOUT_QUOTE)
    numbers = np.arange(table.num_rows, dtype=np.int64)
    mask = _can_matter(table, question)
    table = table.filter(mask).combine_chunks()
    numbers = numbers[mask.to_numpy(zero_copy_only=False)]
    owner = table["document"].to_numpy() if table.num_rows else np.empty(0, np.int32)
    documents = index.table("documents", ["document", "speaks_for_origin", "links"])
    starts = np.searchsorted(owner, np.arange(documents.num_rows + 1))
    for_origin = documents["speaks_for_origin"].to_numpy(zero_copy_only=False)
    links = {
        row["document"]: tuple(row["links"])
        for row in documents.filter(pc.greater(pc.list_value_length(documents["links"]), 0)).to_pylist()
    }
    cache: dict[int, Sequence[Numbered]] = {}

    def load(wanted: Iterable[int]) -> None:
        """Replace what is held by the statements of these documents: made in one go, the cost per document is small."""
        kept = {document: cache[document] for document in wanted if document in cache}
        missing = np.array(sorted(set(wanted) - kept.keys()), np.int64)
        cache.clear()
        cache.update(kept)
        counts = starts[missing + 1] - starts[missing]
        ends = np.cumsum(counts)
        rows = np.arange(int(ends[-1]) if len(ends) else 0) + np.repeat(starts[missing] - (ends - counts), counts)
        part = table.take(pa.array(rows))
        part = part.append_column("quote", pa.array([""] * part.num_rows, pa.string()))
        made = list(zip(numbers[rows].tolist(), statements_from(part), strict=True))
        for document, end, count in zip(missing.tolist(), ends.tolist(), counts.tolist(), strict=True):
            cache[document] = made[end - count : end]

    def statements(document: int) -> Sequence[Numbered]:
        if document not in cache:
            load([*cache, document])
        return cache[document]

    return Documents(
        statements=statements,
        load=load,
        links=lambda document: links.get(document, ()),
        speaks_for_origin=lambda document: bool(for_origin[document]),
    )


def _can_matter(table: pa.Table, question: Question) -> pa.ChunkedArray:
    wanted = {token.lower() for token in question.tokens} | {"*"}
    spellings = pc.unique(table["agents"]).to_pylist() if table.num_rows else []
    useful = pa.array([a for a in spellings if not a or wanted & set(a.split("\n"))], pa.string())
    other = Reading.LENIENT if question.reading is Reading.STRICT else Reading.STRICT
    rules = pc.and_(pc.equal(table["carrier"], "robots.txt"), pc.equal(table["usage"], Usage.CRAWL.value))
    asked = pc.and_(pc.is_in(table["agents"], value_set=useful), pc.not_equal(table["reading"], other.value))
    return pc.or_(pc.invert(rules), asked)


def targets_of(observations: pa.Table, index: StatementIndex) -> Targets:
    """Rows of every place that a redirect or a declared link leads to."""
    urls = set(pc.unique(observations["redirect_to"]).to_pylist()) - {None}
    links = index.table("documents", ["links"])["links"]
    urls.update(link.partition(" ")[2] for found in pc.unique(pc.list_flatten(links)).to_pylist() for link in [found])
    origins = {asset.origin for url in urls if (asset := parse(url)) is not None}
    if not origins:
        return {}
    mask = pc.is_in(observations["origin"], value_set=pa.array(sorted(origins), pa.string()))
    return by_place(rows_of(observations.filter(mask)))
