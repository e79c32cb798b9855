"""One batch of rows through the kernel: what every engine calls, and all that it may call to decide."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from agister.formats.url import parse, repair
from agister.rights import Outcome
from agister.screening.columns import column_of, plain, readable
from agister.screening.plan import OUTCOME_WORDS, ScreenPlan, Tally
from agister.screening.reasons import Reasons
from agister.screening.row_times import times_of
from agister.screening.rulebooks import CompiledRulebooks
from agister.screening.screen_column import screen_column
from agister.screening.validity import LATEST

_UNKNOWN, _PERMITTED, _UNREADABLE, _RESERVED, _UNCHECKED, _NO_URL = range(6)
_CODE = {word: code for code, word in enumerate(OUTCOME_WORDS)}

OUTCOME_TYPE = pa.dictionary(pa.int8(), pa.string())

#: Columns added to every row, after the input's own.
ADDED = (
    pa.field("agister_outcome", OUTCOME_TYPE, nullable=False),
    pa.field("agister_protocol", OUTCOME_TYPE),
    pa.field("agister_statement", pa.int64()),
)
REASON = pa.field("agister_reason", pa.dictionary(pa.int32(), pa.string()))


@lru_cache(maxsize=2)
def open_rulebooks(folder: str) -> CompiledRulebooks:
    """Compiled rulebooks, mapped once per process."""
    return CompiledRulebooks.open(Path(folder))


class BatchScreener:
    """Answers for batches under one plan. Safe to call from several threads."""

    def __init__(self, plan: ScreenPlan) -> None:
        self.plan = plan
        self._rulebooks = open_rulebooks(plan.rulebooks)
        self._outcomes = pa.array(OUTCOME_WORDS, pa.string())
        self._protocols = pa.array(plan.protocols, pa.string())
        self._kept = np.array([word in plan.keep for word in OUTCOME_WORDS])
        self._words = np.array(
            [
                _CODE["unknown"],
                _CODE["permitted"],
                _CODE["unreadable"],
                _CODE["excepted" if plan.excepted else "reserved"],
                _CODE["unchecked"],
                _CODE["unreadable"],
            ],
            np.int8,
        )
        self.reasons = Reasons(plan.index, plan.protocols)

    def screen(self, batch: pa.RecordBatch) -> tuple[pa.Table, npt.NDArray[np.int8], Tally]:
        """The batch with three columns added, the outcome codes (positions in `OUTCOME_WORDS`), and the counts."""
        urls = plain(column_of(batch, self.plan.url_column))
        tally = Tally(rows=batch.num_rows)
        times = self._times(batch, tally)
        answers = screen_column(self._rulebooks, urls, times)
        raw, protocol, statement = answers.outcome, answers.protocol, answers.statement
        if self.plan.repairs:
            self._repair(urls, times, raw, protocol, statement, tally)
        code = self._words[raw]
        if times is not None and self.plan.excepted_since:
            self._except(times, raw, code)
        if self.plan.licensed:
            self._license(urls, raw, code)
        self._count(urls, raw, code, protocol, tally)
        answered = protocol >= 0
        columns = [
            pa.DictionaryArray.from_arrays(pa.array(code), self._outcomes),
            pa.DictionaryArray.from_arrays(pa.array(protocol, mask=~answered), self._protocols),
            pa.array(statement.astype(np.int64), mask=statement < 0),
        ]
        schema = pa.schema([*batch.schema, *ADDED], metadata=batch.schema.metadata)
        return pa.Table.from_arrays([*batch.columns, *columns], schema=schema), code, tally

    def kept(self, code: npt.NDArray[np.int8]) -> pa.Array:
        """Mask of the rows whose outcome the policy keeps."""
        return pa.array(self._kept[code])

    def _times(self, batch: pa.RecordBatch, tally: Tally) -> npt.NDArray[np.int64] | None:
        if self.plan.time_column is None:
            return None
        times, broken = times_of(column_of(batch, self.plan.time_column), self.plan.time_column)
        if times.null_count:
            found = {"as-of-missing": times.null_count - broken, "as-of-unreadable": broken}
            tally.problems.update({kind: count for kind, count in found.items() if count})
            # A row that does not say when it was taken is answered by what is said now.
            times = pc.fill_null(times, LATEST)
        moments: npt.NDArray[np.int64] = times.to_numpy(zero_copy_only=False).astype(np.int64)
        return moments

    def _repair(
        self,
        urls: pa.Array,
        times: npt.NDArray[np.int64] | None,
        raw: npt.NDArray[np.int8],
        protocol: npt.NDArray[np.int8],
        statement: npt.NDArray[np.int32],
        tally: Tally,
    ) -> None:
        """Screen again, mended, what the policy allows to be mended: rows without a usable URL, and `&amp;`."""
        rows = raw == _NO_URL
        text = readable(urls)
        if "amp" in self.plan.repairs:
            rows = rows | pc.fill_null(pc.match_substring(text, "&amp;", ignore_case=True), False).to_numpy(
                zero_copy_only=False
            )
        at = np.flatnonzero(rows)
        if not len(at):
            return
        mended = [repair(value, self.plan.repairs) if value else None for value in text.take(pa.array(at)).to_pylist()]
        again = screen_column(self._rulebooks, pa.array(mended, pa.string()), None if times is None else times[at])
        usable = again.outcome != _NO_URL
        tally.repaired += int(usable.sum())
        raw[at[usable]] = again.outcome[usable]
        protocol[at[usable]] = again.protocol[usable]
        statement[at[usable]] = again.statement[usable]

    def _except(self, times: npt.NDArray[np.int64], raw: npt.NDArray[np.int8], code: npt.NDArray[np.int8]) -> None:
        """The law of each row's own day; a row without a time is answered by the law of today."""
        since = np.array([time for time, _ in self.plan.excepted_since], np.int64)
        words = np.array(
            [_CODE["excepted" if applies else "reserved"] for _, applies in self.plan.excepted_since], np.int8
        )
        rows = (raw == _RESERVED) & (times != LATEST)
        code[rows] = words[np.maximum(np.searchsorted(since, times[rows], side="right") - 1, 0)]

    def _license(self, urls: pa.Array, raw: npt.NDArray[np.int8], code: npt.NDArray[np.int8]) -> None:
        # A licence comes before an exception (`agister.rights.lift`).
        at = np.flatnonzero(raw == _RESERVED)
        for row, url in zip(at.tolist(), readable(urls.take(pa.array(at))).to_pylist(), strict=True):
            asset = parse(repair(url, self.plan.repairs) if self.plan.repairs else url)
            if asset is not None and asset.origin in self.plan.licensed:
                code[row] = _CODE[Outcome.LICENSED.value]

    def _count(
        self,
        urls: pa.Array,
        raw: npt.NDArray[np.int8],
        code: npt.NDArray[np.int8],
        protocol: npt.NDArray[np.int8],
        tally: Tally,
    ) -> None:
        width = len(self.plan.protocols) + 1
        pairs = np.bincount(
            code.astype(np.int64) * width + protocol.astype(np.int64) + 1, minlength=len(OUTCOME_WORDS) * width
        )
        pairs = pairs.reshape(len(OUTCOME_WORDS), width)
        for row, word in enumerate(OUTCOME_WORDS):
            if total := int(pairs[row].sum()):
                tally.outcomes[word] += total
            for column in np.flatnonzero(pairs[row, 1:]).tolist():
                name = self.plan.protocols[column]
                tally.protocols[name] += int(pairs[row, column + 1])
                tally.pairs[f"{word} {name}"] += int(pairs[row, column + 1])
        without = raw == _NO_URL
        if without.any():
            broken = urls.filter(pa.array(without))
            text = readable(broken)
            missing = int(
                pc.sum(pc.or_kleene(pc.is_null(text), pc.equal(pc.utf8_trim_whitespace(text), ""))).as_py() or 0
            )
            tally.problems += Counter({"url-missing": missing, "url-unusable": len(broken) - missing})
