"""The part of a statement index that speaks of a few origins, in memory: it compiles in moments, under any policy."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from agister.formats.url import parse
from agister.screening.origins_alike import siblings
from agister.stores.index_tables import TABLES
from agister.stores.statement_index import StatementIndex

_HOPS = 6


class IndexPart(StatementIndex):
    """What an index holds of some origins, of their siblings, and of the places that their redirects and links lead to.

    Statements keep their order but not their numbers: `number` gives these back.
    """

    def __init__(self, whole: StatementIndex, origins: Iterable[str]) -> None:
        super().__init__(whole.path)
        wanted = set(origins)
        wanted |= {other for origin in wanted for other in siblings(origin, ("scheme", "www"))}
        documents = whole.table("documents")
        links = dict(zip(documents["document"].to_pylist(), documents["links"].to_pylist(), strict=True))
        observed, parts = set[str](), []
        for _ in range(_HOPS):
            if not wanted:
                break
            found = whole.observations_of(sorted(wanted))
            parts.append(found)
            observed |= wanted
            targets = set(pc.unique(found["redirect_to"]).to_pylist()) - {None}
            for document in pc.unique(found["document"]).to_pylist():
                targets |= {link.partition(" ")[2] for link in links.get(document) or ()}
            wanted = {asset.origin for url in targets if (asset := parse(url)) is not None} - observed
        seen = pa.concat_tables([TABLES["observations"].empty_table(), *parts])
        order = [(name, "ascending") for name in ("origin", "read_as", "path", "fetched_at")]
        numbers = np.unique(seen["document"].to_numpy())
        held = documents.filter(pc.is_in(documents["document"], value_set=pa.array(numbers, pa.int32())))
        self._numbers = np.concatenate(
            [
                np.empty(0, np.int64),
                *(
                    np.arange(first, first + count)
                    for first, count in zip(
                        held["first_statement"].to_pylist(), held["statements"].to_pylist(), strict=True
                    )
                ),
            ]
        )
        self._tables = {
            "observations": seen.sort_by(order),
            # Whole: the compiler looks documents up by their position.
            "documents": documents,
            "statements": whole.table("statements", where=pc.field("document").isin(numbers.tolist())),
        }

    def table(self, name: str, columns: Sequence[str] | None = None, where: pc.Expression | None = None) -> pa.Table:
        found = self._tables[name] if name in self._tables else super().table(name)
        found = found if where is None else found.filter(where)
        return found if columns is None else found.select(list(columns))

    def number(self, position: int) -> int:
        """Number within the whole index of a statement that is numbered `position` here; -1 stays -1."""
        return int(self._numbers[position]) if position >= 0 else -1

    def quote(self, position: int) -> str:
        """The words of a statement that is numbered `position` here."""
        return str(self._tables["statements"]["quote"][position].as_py()) if position >= 0 else ""
