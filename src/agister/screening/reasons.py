"""The reason of a row in one line of text, for people who open the excluded file."""

from __future__ import annotations

from functools import cached_property

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from agister.screening.plan import OUTCOME_WORDS
from agister.stores.statement_index import StatementIndex

_WITHOUT_STATEMENT = {
    "unchecked": "nothing of this origin was ever observed",
    "unknown": "no reservation found",
    "unreadable": "the row has no usable http(s) URL, or its origin's signals could not be read",
}


class Reasons:
    """Texts for (outcome, protocol, statement)."""

    def __init__(self, index: str, protocols: tuple[str, ...]) -> None:
        self._index = index
        self._protocols = protocols
        self._texts: dict[tuple[int, int, int], str] = {}

    @cached_property
    def _statements(self) -> pa.Table:
        return StatementIndex(self._index).table("statements", ["place", "carrier", "quote"]).combine_chunks()

    def column(
        self, code: npt.NDArray[np.int8], protocol: npt.NDArray[np.int64], statement: npt.NDArray[np.int64]
    ) -> pa.DictionaryArray:
        """One text per row, as a dictionary column. `protocol` and `statement` are -1 where there is none."""
        keys = np.stack([code.astype(np.int64), protocol, statement])
        distinct, inverse = np.unique(keys, axis=1, return_inverse=True)
        texts = [self._text(int(c), int(p), int(s)) for c, p, s in distinct.T]
        return pa.DictionaryArray.from_arrays(
            pa.array(inverse.reshape(-1).astype(np.int32)), pa.array(texts, pa.string())
        )

    def _text(self, code: int, protocol: int, statement: int) -> str:
        key = (code, protocol, statement)
        if key not in self._texts:
            if len(self._texts) > 1_000_000:
                self._texts.clear()
            self._texts[key] = self._compose(OUTCOME_WORDS[code], protocol, statement)
        return self._texts[key]

    def _compose(self, word: str, protocol: int, statement: int) -> str:
        if protocol < 0:
            return f"{word}: {_WITHOUT_STATEMENT.get(word, '')}"
        name = self._protocols[protocol]
        if statement < 0:
            return f"{word} by {name}"
        row = self._statements.slice(statement, 1).to_pylist()[0]
        return f"{word} by {name}: {row['carrier']} {row['place']}: {row['quote'][:200]} (statement {statement})"
