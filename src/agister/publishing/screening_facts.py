"""Everything that the report of a screening says, gathered from what the run wrote, its manifest and its index."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow.compute as pc

from agister.errors import UsageError
from agister.protocols import PROTOCOLS
from agister.publishing.document_problems import DocumentProblem, problems_at
from agister.publishing.index_part import IndexPart
from agister.publishing.origin_counts import OriginCounts, OriginRow, origin_of
from agister.publishing.outcome_words import MEANING
from agister.publishing.output_pass import Row, read_output, sample_positions
from agister.publishing.policy_variants import Effects, effects_on
from agister.publishing.screened_rows import screened_rows
from agister.publishing.signal_conflicts import Conflicts, conflicts_among
from agister.rights import Statement
from agister.screening.index_stats import stats
from agister.screening.policy import ScreeningPolicy
from agister.screening.policy_file import load_policy
from agister.screening.row_times import as_of_time
from agister.screening.screen import ScreenResult, day_of
from agister.screening.seen_at import moment
from agister.screening.trace import Trace, trace
from agister.screening.validity import LATEST
from agister.screening.writers import read_text
from agister.stores.statement_index import StatementIndex

SAMPLE = 5_000
TOP = 20
_EXAMPLES_OF_AN_OUTCOME = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One row with the evidence for its answer."""

    row: Row
    found: Trace | None
    """None where the row has no usable URL."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deciding:
    """A statement and the rows that it decided."""

    number: int
    rows: int
    statement: Statement
    url: str
    """Where it was seen: the first URL of its document in the index."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningFacts:
    """What the report says."""

    dataset: str
    result: ScreenResult
    manifest: dict[str, Any]
    manifest_digest: str
    policy: ScreeningPolicy
    written: dict[str, int]
    """Rows by outcome, counted in the written output."""
    origins: int
    """Distinct origins counted."""
    floor: int
    """Rows by which a count of an origin may be too small."""
    top: tuple[OriginRow, ...]
    top_excluded: tuple[OriginRow, ...]
    unchecked: tuple[OriginRow, ...]
    deciding: tuple[Deciding, ...]
    broken: tuple[str, ...]
    problems: tuple[DocumentProblem, ...]
    conflicts: Conflicts
    effects: Effects
    sample: int
    examples: tuple[Example, ...]
    law_on_unknown: str
    law_conditions: tuple[str, ...]
    """Conditions of the exception that applies which only the user can answer for."""
    index: dict[str, Any]
    """What the index holds, as `agister index stats` says it."""

    @property
    def run(self) -> dict[str, Any]:
        """What was screened against what."""
        found: dict[str, Any] = self.manifest["run"]
        return found

    @property
    def kept(self) -> int:
        """Rows that the policy keeps."""
        return sum(self.result.outcomes.get(word, 0) for word in self.result.kept)

    @property
    def looked_at(self) -> int:
        """Rows whose origin or URL the index had observed."""
        without_url = sum(self.result.problems.get(kind, 0) for kind in ("url-missing", "url-unusable"))
        return self.result.rows - self.result.outcomes.get("unchecked", 0) - without_url


def gather(
    result: ScreenResult,
    *,
    dataset: str,
    index: str | Path,
    policy: str | Path | ScreeningPolicy,
    sample: int = SAMPLE,
    progress: Callable[[str, int], None] = lambda _stage, _amount: None,
) -> ScreeningFacts:
    """Read the output of a screening once, look at a sample of it closely, and collect what the report needs.

    Raises `UsageError` where index or policy are not those of the run (by the digests in its manifest), and `InputError`
    where the output cannot be read.
    """
    text = read_text(result.manifest)
    manifest = json.loads(text)
    run = manifest["run"]
    rules = policy if isinstance(policy, ScreeningPolicy) else load_policy(policy)
    store = StatementIndex(index)
    _check(run, rules, store, result.manifest)
    protocols = tuple(p.name for p in PROTOCOLS)
    as_of, time_column = run.get("as_of"), run.get("as_of_column")
    read = read_output(
        screened_rows(dataset, result.out, result.url_column, time_column, protocols),
        protocols=protocols,
        statements=sum(s.statements for s in store.segments),
        positions=sample_positions(result.rows, sample),
        origins=OriginCounts(frozenset(result.kept), rules.repair),
        progress=lambda rows: progress("reading the output for the report", rows),
    )
    part = IndexPart(store, {o for row in read.sample if row.url and (o := origin_of(row.url, rules.repair))})
    effects = effects_on(
        read.sample,
        part,
        rules,
        as_of=as_of,
        own_times=time_column is not None,
        excepted=bool(run.get("excepted")),
        progress=lambda done: progress("trying other choices", done),
    )
    time = LATEST if as_of is None else as_of_time(as_of)
    day = day_of(None if as_of is None else time)
    return ScreeningFacts(
        dataset=dataset,
        result=result,
        manifest=manifest,
        manifest_digest="sha256:" + hashlib.sha256(text.encode()).hexdigest(),
        policy=rules,
        written=dict(read.outcomes),
        origins=len(read.origins),
        floor=read.origins.floor,
        top=tuple(read.origins.top(TOP)),
        top_excluded=tuple(read.origins.top_excluded(TOP)),
        unchecked=tuple(read.origins.top(TOP, "unchecked")),
        deciding=tuple(_deciding(read.statements, store)),
        broken=tuple(read.broken),
        problems=tuple(problems_at(store, read.origins, time=time)),
        conflicts=conflicts_among(read.sample, part, rules, as_of=as_of),
        effects=effects,
        sample=len(read.sample),
        examples=tuple(_examples(read.examples, store, rules, as_of)),
        law_on_unknown=rules.law_on_unknown(day),
        law_conditions=rules.exception(day).not_checked if run.get("excepted") or run.get("excepted_since") else (),
        index=stats(store),
    )


def _check(run: dict[str, Any], rules: ScreeningPolicy, store: StatementIndex, manifest: str) -> None:
    for what, found, expected in (
        ("policy", rules.digest, run["policy"]["digest"]),
        ("index", store.digest, run["index"]),
    ):
        if found != expected:
            raise UsageError(
                f"{manifest} was written with another {what} (digest {expected}, this one has {found}): screen again, "
                "so that the report speaks of what was done"
            )


def _deciding(rows: npt.NDArray[np.int64], store: StatementIndex) -> list[Deciding]:
    most = [int(n) for n in np.argsort(-rows, kind="stable")[:TOP] if rows[n]]
    held = [(n, found) for n in most if (found := store.statement(n)) is not None]
    documents = sorted({document for _, (document, _) in held})
    seen = store.table("observations", ["document", "url"], where=pc.field("document").isin(documents))
    urls: dict[int, str] = {}
    for document, url in zip(seen["document"].to_pylist(), seen["url"].to_pylist(), strict=True):
        urls.setdefault(document, url)
    return [
        Deciding(number=n, rows=int(rows[n]), statement=statement, url=urls.get(document, ""))
        for n, (document, statement) in held
    ]


def _examples(rows: list[Row], store: StatementIndex, rules: ScreeningPolicy, as_of: str | None) -> list[Example]:
    chosen: dict[str, list[Row]] = {}
    # One of each protocol first, then further ones.
    for fresh in (True, False):
        for row in rows:
            mine = chosen.setdefault(row.outcome, [])
            known = row.protocol in {other.protocol for other in mine}
            if row not in mine and known is not fresh and len(mine) < _EXAMPLES_OF_AN_OUTCOME:
                mine.append(row)
    return [
        Example(row=row, found=_trace(row, store, rules, as_of))
        for outcome in MEANING
        for row in chosen.get(outcome.value, ())
    ]


def _trace(row: Row, store: StatementIndex, rules: ScreeningPolicy, as_of: str | None) -> Trace | None:
    own = moment(row.time) if row.time is not None else None
    try:
        return trace(row.url or "", index=store, policy=rules, as_of=own.isoformat() if own else as_of)
    except UsageError:
        return None
