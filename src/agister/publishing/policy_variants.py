"""What each choice of a policy does to the result: a sample is screened again with one choice changed at a time."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from agister.protocols import PROTOCOLS, ReservationProtocol
from agister.publishing.index_part import IndexPart
from agister.publishing.output_pass import Row
from agister.screening.batches import BatchScreener
from agister.screening.compile import compile_index
from agister.screening.plan import OUTCOME_WORDS, ScreenPlan
from agister.screening.policy import ScreeningPolicy
from agister.screening.row_times import as_of_time
from agister.screening.screen import excepted_since

_BOTH = ("scheme", "www")


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """A policy with one choice changed."""

    key: str
    """`robots_txt.reading`"""
    now: str
    other: str
    policy: ScreeningPolicy
    protocol: str = ""
    """The protocol whose own key it is; empty for keys of every protocol."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What one changed choice does to the sample."""

    key: str
    now: str
    other: str
    meaning: str
    kept: int
    """Rows of the sample kept under it."""
    moved: tuple[tuple[str, str, int], ...]
    """(outcome now, outcome then, rows), most first."""
    example: str
    """A URL whose outcome changes; empty where none does."""

    @property
    def changed(self) -> int:
        """Rows with another outcome."""
        return sum(rows for _, _, rows in self.moved)


@dataclass(frozen=True, slots=True, kw_only=True)
class Effects:
    """The effects of all choices on one sample."""

    rows: int
    kept: int
    """Rows of the sample that are kept under the policy as it is."""
    confirmed: int
    """Rows whose written outcome came out again when the sample was screened under the policy as it is."""
    effects: tuple[Effect, ...]
    unused: tuple[str, ...]
    """Keys of protocols of which the origins of the sample hold no statement."""


def variants_of(policy: ScreeningPolicy, protocols: Sequence[ReservationProtocol] = PROTOCOLS) -> Iterator[Variant]:
    """The policy with each choice about the reading of signals changed, one at a time."""
    for reading in ("strict", "lenient"):
        if reading != policy.reading:
            yield Variant(
                key="robots_txt.reading", now=policy.reading, other=reading, policy=replace(policy, reading=reading)
            )
    for combine in ("any", "all"):
        if combine != policy.combine and len(policy.tokens) > 1:
            yield Variant(
                key="robots_txt.combine", now=policy.combine, other=combine, policy=replace(policy, combine=combine)
            )
    for intent in ("unreadable", "reserve"):
        if intent != policy.intent:
            yield Variant(
                key="malformed.intent", now=policy.intent, other=intent, policy=replace(policy, intent=intent)
            )
    for switches in ((), _BOTH):
        if set(switches) != set(policy.siblings):
            now, other = (", ".join(words) or "none" for words in (policy.siblings, switches))
            yield Variant(key="origins.siblings", now=now, other=other, policy=replace(policy, siblings=switches))
    for protocol in protocols:
        for key in protocol.keys:
            now = policy.choices.get(protocol.name, {}).get(key.name, key.default)
            for value in key.values:
                if value != now:
                    section = {**policy.choices.get(protocol.name, {}), key.name: value}
                    changed = replace(policy, choices={**policy.choices, protocol.name: section})
                    name = f"{protocol.name}.{key.name}"
                    yield Variant(key=name, now=now, other=value, policy=changed, protocol=protocol.name)


def effects_on(
    sample: Sequence[Row],
    part: IndexPart,
    policy: ScreeningPolicy,
    *,
    as_of: str | None,
    own_times: bool,
    excepted: bool,
    progress: Callable[[int], None] = lambda _done: None,
) -> Effects:
    """Screen the sample under the policy as it is, and under each variant of it. `part` must hold the sample's origins."""
    columns = {"url": pa.array([row.url for row in sample], pa.string())}
    if own_times:
        # A row without a time was answered by what is said now, in the run as here.
        columns["time"] = pa.array([_late(row.time) for row in sample], pa.timestamp("us"))
    batch = pa.RecordBatch.from_pydict(columns)
    moment = None if as_of is None else as_of_time(as_of)
    said = part.table("statements", ["protocol", "standing"])
    spoken = frozenset(pc.unique(said["protocol"].filter(pc.not_equal(said["standing"], "failed"))).to_pylist())
    with tempfile.TemporaryDirectory(prefix="agister-report-") as home:

        def screened(rules: ScreeningPolicy, name: str) -> npt.NDArray[np.int8]:
            folder = Path(home) / name
            folder.mkdir()
            compile_index(
                part, rules.question, sibling_switches=rules.siblings, as_of=moment, all_times=own_times
            ).save(folder)
            plan = ScreenPlan(
                rulebooks=str(folder),
                index=str(part.path),
                protocols=tuple(p.name for p in PROTOCOLS),
                url_column="url",
                time_column="time" if own_times else None,
                excepted=excepted,
                excepted_since=excepted_since(rules) if own_times else (),
                licensed=frozenset(o for licence in rules.licences for o in licence.origins),
                keep=frozenset(o.value for o in rules.keep),
                repairs=rules.repair,
            )
            return BatchScreener(plan).screen(batch)[1]

        before = screened(policy, "as-it-is")
        written = np.array([OUTCOME_WORDS.index(row.outcome) for row in sample], np.int8)
        kept = np.array([word in {o.value for o in policy.keep} for word in OUTCOME_WORDS])
        effects, unused = [], dict[str, None]()
        meanings = {entry.key: entry.meaning for entry in policy.entries}
        for number, variant in enumerate(variants_of(policy)):
            if variant.protocol and variant.protocol not in spoken:
                unused[variant.key] = None
                continue
            after = screened(variant.policy, str(number))
            moved = Counter(zip(before.tolist(), after.tolist(), strict=True))
            at = np.flatnonzero(before != after)
            effects.append(
                Effect(
                    key=variant.key,
                    now=variant.now,
                    other=variant.other,
                    meaning=meanings.get(variant.key, ""),
                    kept=int(kept[after].sum()),
                    moved=tuple(
                        (OUTCOME_WORDS[old], OUTCOME_WORDS[new], rows)
                        for (old, new), rows in sorted(moved.items(), key=lambda item: (-item[1], item[0]))
                        if old != new
                    ),
                    example=str(sample[int(at[0])].url) if len(at) else "",
                )
            )
            progress(number + 1)
    return Effects(
        rows=len(sample),
        kept=int(kept[before].sum()),
        confirmed=int((before == written).sum()),
        effects=tuple(effects),
        unused=tuple(unused),
    )


def _late(time: int | None) -> int:
    return 2**63 - 1 if time is None else time
