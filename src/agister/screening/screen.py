"""The main job: a dataset of URLs in, every row with an outcome, its protocol and its statement out."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa

from agister import version
from agister.errors import UsageError
from agister.law import LawFinding
from agister.protocols import PROTOCOLS
from agister.screening.compiled_cache import compiled_folder
from agister.screening.engines import ENGINES
from agister.screening.json_lines import line_fields, members
from agister.screening.manifest import Manifest
from agister.screening.plan import ScreenPlan, ShardJob, Tally
from agister.screening.policy import ScreeningPolicy
from agister.screening.policy_file import load_policy
from agister.screening.readers import open_reader
from agister.screening.row_times import as_of_time
from agister.screening.shards import Shard, check_formats, format_of, open_address, shards_of
from agister.screening.url_column import find_url_column, listed
from agister.stores.statement_index import StatementIndex


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenResult:
    """What a run did."""

    rows: int
    outcomes: dict[str, int]
    """Rows by outcome word."""
    protocols: dict[str, int]
    """Rows by the protocol that decided."""
    problems: dict[str, int]
    """Rows by kind of problem."""
    outcomes_by_protocol: dict[str, int]
    """Rows by `outcome protocol`."""
    repaired: int
    seconds: float
    manifest: str
    """Address of the manifest."""
    out: str
    url_column: str
    skipped_shards: int
    shards: int
    kept: tuple[str, ...]
    """Outcomes that the policy keeps."""

    @property
    def coverage(self) -> float:
        """Share of the rows that have a usable URL whose origin or own answer the index had observed (0 to 1)."""
        without = self.outcomes.get("unchecked", 0)
        without += self.problems.get("url-missing", 0) + self.problems.get("url-unusable", 0)
        return 1 - without / self.rows if self.rows else 0.0

    def as_json(self) -> dict[str, Any]:
        """The object that `--json` prints."""
        return {
            "rows": self.rows,
            "outcomes": self.outcomes,
            "protocols": self.protocols,
            "problems": self.problems,
            "seconds": round(self.seconds, 3),
            "manifest": self.manifest,
            "coverage": round(self.coverage, 6),
            "repaired": self.repaired,
        }


def screen(
    dataset: str | Path,
    *,
    index: str | Path,
    policy: str | Path | ScreeningPolicy,
    out: str | Path,
    kept: str | Path | None = None,
    excluded: str | Path | None = None,
    url_column: str | None = None,
    as_of: str | None = None,
    as_of_column: str | None = None,
    engine: str = "local",
    progress: Callable[[str, int], None] = lambda _stage, _amount: None,
) -> ScreenResult:
    """Screen a dataset against a statement index under a policy.

    `dataset`: a Parquet, CSV or JSON Lines file, a glob or a folder, local or at an fsspec address. `out`, `kept`,
    `excluded`: a file where the dataset is one file, else a folder that receives a file for each shard. Shards that an
    earlier equal run finished (see the manifest) are not screened again.

    Raises `UsageError` (and its kinds) for anything the caller must mend; outputs then do not appear.
    """
    started = time.perf_counter()
    dataset, out = str(dataset), str(out)
    kept, excluded = (None if address is None else str(address) for address in (kept, excluded))
    if as_of is not None and as_of_column is not None:
        raise UsageError("--as-of and --as-of-column exclude each other: one date for all rows, or each row's own")
    if engine not in ENGINES:
        raise UsageError(f"no engine {engine!r}; there are: {', '.join(ENGINES)}")
    rules = policy if isinstance(policy, ScreeningPolicy) else load_policy(policy)
    statements = StatementIndex(index)
    shards, single = shards_of(dataset)
    check_formats(shards)
    for address in (out, kept, excluded):
        if not single and address is not None and where(address).startswith(where(dataset).rstrip("/") + "/"):
            raise UsageError(
                f"{address} lies inside the input: it would be screened the next time; choose a folder beside it"
            )
    jobs = [_job(shard, single, out, kept, excluded) for shard in shards]
    if len({job.shard.name for job in jobs}) < len(jobs):
        raise UsageError(f"{dataset} names several files that would have one output: screen their folder instead")
    column = url_column_of(shards[0], url_column, by_line=jobs[0].only("jsonl"), time_column=as_of_column)
    if column == as_of_column:
        raise UsageError(f"--as-of-column {column} is the column of URLs: name one of times")
    moment = None if as_of is None else as_of_time(as_of)
    progress("compiling the index", 0)
    folder = compiled_folder(
        statements,
        rules.question,
        sibling_switches=rules.siblings,
        as_of=moment,
        all_times=as_of_column is not None,
        progress=lambda done: progress("compiling the index", done),
    )
    law_day = day_of(moment)
    law = rules.exception(law_day)
    plan = ScreenPlan(
        rulebooks=str(folder),
        index=str(statements.path),
        protocols=tuple(p.name for p in PROTOCOLS),
        url_column=column,
        time_column=as_of_column,
        excepted=law.applies,
        excepted_since=() if as_of_column is None else excepted_since(rules),
        licensed=frozenset(o for licence in rules.licences for o in licence.origins),
        keep=frozenset(o.value for o in rules.keep),
        repairs=rules.repair,
    )
    run = _run(plan, statements, rules, as_of, dataset, law)
    manifest = Manifest.resume(_manifest_address(out), run, {shard.name for shard in shards}, law_day=law_day)
    total = Tally()
    # Beside the screening, not before it: hashing a file takes about as long as copying it.
    with ThreadPoolExecutor(1) as hashing:
        waiting: list[ShardJob] = []
        for job in jobs:
            finished = manifest.finished(job, job.shard.digest()) if job.shard.name in manifest.shards else None
            if finished is None:
                waiting.append(job)
            else:
                total.add(finished)
        digests = {job.shard.name: hashing.submit(job.shard.digest) for job in waiting}

        def done(job: ShardJob, tally: Tally) -> None:
            manifest.finish(job, digests[job.shard.name].result(), tally)
            total.add(tally)
            if len(waiting) > 1:
                manifest.write(total, complete=False, seconds=time.perf_counter() - started)

        try:
            if waiting:
                ENGINES[engine](plan, waiting, done, lambda rows: progress("screening", rows))
        except BaseException:
            hashing.shutdown(wait=False, cancel_futures=True)
            raise
    seconds = time.perf_counter() - started
    manifest.write(total, complete=True, seconds=seconds)
    counts = total.as_json()
    return ScreenResult(
        rows=total.rows,
        outcomes=_counts(counts["outcomes"]),
        protocols=_counts(counts["protocols"]),
        problems=_counts(counts["problems"]),
        outcomes_by_protocol=_counts(counts["outcomes_by_protocol"]),
        repaired=total.repaired,
        seconds=seconds,
        manifest=manifest.address,
        out=out,
        url_column=column,
        skipped_shards=len(jobs) - len(waiting),
        shards=len(jobs),
        kept=tuple(o.value for o in rules.keep),
    )


def day_of(moment: int | None) -> date:
    """The day whose law counts: that of `as_of` (µs), else today. Beyond the calendar, its last or first day."""
    if moment is None:
        return datetime.now(UTC).date()
    try:
        return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=moment)).date()
    except OverflowError:
        return date.max if moment > 0 else date.min


def excepted_since(policy: ScreeningPolicy) -> tuple[tuple[int, bool], ...]:
    """`ScreenPlan.excepted_since` of a policy: the changes of its law as times; none where it never changes."""
    changes = policy.exception_days()
    epoch = date(1970, 1, 1).toordinal()
    return tuple(((day.toordinal() - epoch) * 86_400_000_000, applies) for day, applies in changes if len(changes) > 1)


def _counts(value: object) -> dict[str, int]:
    return {str(k): int(v) for k, v in value.items()} if isinstance(value, dict) else {}


def _job(shard: Shard, single: bool, out: str, kept: str | None, excluded: str | None) -> ShardJob:
    def place(address: str | None) -> str | None:
        if address is None:
            return None
        if single:
            if format_of(address) is None:
                raise UsageError(
                    f"{address}: cannot tell the format; use a name that ends in .parquet, .csv, .tsv or .jsonl"
                )
            return address
        return f"{address.rstrip('/')}/{shard.name}"

    target = place(out)
    assert target is not None
    mine = [where(address) for address in (target, place(kept), place(excluded)) if address is not None]
    mine.append(where(_manifest_address(out)))
    if len(set(mine)) < len(mine) or _where_of(shard.filesystem, shard.path) in mine:
        raise UsageError(
            "--out, --kept, --excluded and the input must be different files, and none of them the manifest"
        )
    return ShardJob(shard=shard, out=target, kept=place(kept), excluded=place(excluded))


def where(address: str) -> str:
    """One name for one file, however it is addressed."""
    return _where_of(*open_address(address))


def _where_of(filesystem: Any, path: str) -> str:
    local = "file" in (filesystem.protocol if isinstance(filesystem.protocol, tuple) else (filesystem.protocol,))
    return str(filesystem.unstrip_protocol(str(Path(path).resolve()) if local else path))


def url_column_of(shard: Shard, named: str | None, *, by_line: bool, time_column: str | None = None) -> str:
    """The URL column of a shard, as named or as found; `by_line`: JSON Lines that stay so are asked line by line, lists included."""
    if by_line:
        rows = [dict(members(row)) for row in line_fields(shard)]
        names = list(dict.fromkeys(name for row in rows for name, value in row.items() if isinstance(value, str)))
        for wanted in (named, time_column):
            if wanted is not None and not any(wanted in row for row in rows):
                raise UsageError(f"no member {wanted!r} in the first lines of {shard.name}; they have: {listed(names)}")
        if named is not None:
            return named
        columns = [pa.array([_word(row.get(name)) for row in rows], pa.string()) for name in names]
        listing = list(dict.fromkeys(name for row in rows for name, value in row.items() if isinstance(value, list)))
        columns += [pa.array([_words(row.get(name)) for row in rows], pa.list_(pa.string())) for name in listing]
        sample = pa.Table.from_arrays(columns, names + listing)
        return find_url_column(sample.schema, sample, None)
    reader = open_reader(shard, any_bytes=True)
    if named is not None:
        return find_url_column(reader.schema, None, named)
    batch = next(iter(reader.batches()), None)
    sample = None if batch is None else pa.Table.from_batches([batch.slice(0, 1000)])
    return find_url_column(reader.schema, sample, None)


def _words(value: object) -> list[str | None] | None:
    return [_word(inner) for inner in value] if isinstance(value, list) else None


def _word(value: object) -> str | None:
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else None


def _manifest_address(out: str) -> str:
    return f"{out.rstrip('/')}.manifest.json"


def _run(
    plan: ScreenPlan,
    index: StatementIndex,
    policy: ScreeningPolicy,
    as_of: str | None,
    dataset: str,
    law: LawFinding,
) -> dict[str, Any]:
    return {
        "agister": version(),
        "dataset": dataset,
        "index": index.digest,
        "index_inputs": [list(i) for segment in index.segments for i in segment.inputs],
        "policy": {"name": policy.name, "digest": policy.digest, "effective": policy.effective()},
        "law": {"applies": law.applies, "record": law.record, "reference": law.reference, "reasons": list(law.reasons)},
        "as_of": as_of,
        "as_of_column": plan.time_column,
        "url_column": plan.url_column,
        "excepted": plan.excepted,
        "excepted_since": [list(change) for change in plan.excepted_since],
    }
