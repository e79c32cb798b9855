"""What an engine needs to know, and what it gives back: plain values that travel between processes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from agister.rights import Outcome
from agister.screening.shards import Shard, format_of

#: Words of the dictionary of `agister_outcome`, in its order.
OUTCOME_WORDS: tuple[str, ...] = tuple(outcome.value for outcome in Outcome)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenPlan:
    """One policy, compiled, ready to answer for rows."""

    rulebooks: str
    """Folder of the compiled rulebooks; every worker opens it read-only."""
    index: str
    """Folder of the statement index, for the words of reasons."""
    protocols: tuple[str, ...]
    """Names in the order of `PROTOCOLS`."""
    url_column: str
    time_column: str | None = None
    excepted: bool = False
    """Whether the law named in the policy lets this user go ahead where rights are reserved: on the day that is asked about."""
    excepted_since: tuple[tuple[int, bool], ...] = ()
    """The same for rows that bring their own time: from which time on (µs since 1970 UTC) it does or no longer does, ascending.
    Empty where that does not change."""
    licensed: frozenset[str] = frozenset()
    """Origins whose licence this user holds."""
    keep: frozenset[str] = frozenset()
    """Outcomes that are kept."""
    repairs: tuple[str, ...] = ()
    """Repairs of broken URLs that the policy allows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShardJob:
    """One shard and where its outputs go (None: not wanted)."""

    shard: Shard
    out: str
    kept: str | None = None
    excluded: str | None = None

    def only(self, kind: str) -> bool:
        """Whether the shard and all its outputs are of one format."""
        outputs = [address for address in (self.out, self.kept, self.excluded) if address is not None]
        return self.shard.format == kind and all(format_of(address) == kind for address in outputs)


@dataclass(slots=True)
class Tally:
    """Counts of rows."""

    rows: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    protocols: Counter[str] = field(default_factory=Counter)
    """Rows that a protocol decided, by its name."""
    pairs: Counter[str] = field(default_factory=Counter)
    """`outcome protocol` → rows."""
    problems: Counter[str] = field(default_factory=Counter)
    repaired: int = 0

    def add(self, other: Tally) -> None:
        """Add the counts of another part of the same run."""
        self.rows += other.rows
        self.repaired += other.repaired
        for mine, theirs in (
            (self.outcomes, other.outcomes),
            (self.protocols, other.protocols),
            (self.pairs, other.pairs),
            (self.problems, other.problems),
        ):
            mine.update(theirs)

    def as_json(self) -> dict[str, object]:
        """The counts under the names of the manifest."""
        return {
            "rows": self.rows,
            "outcomes": _sorted(self.outcomes),
            "protocols": _sorted(self.protocols),
            "outcomes_by_protocol": _sorted(self.pairs),
            "problems": _sorted(self.problems),
            "repaired": self.repaired,
        }

    @classmethod
    def from_json(cls, content: Mapping[str, object]) -> Tally:
        """Counts read back from a manifest."""
        tally = cls()
        tally.rows = _whole(content["rows"])
        tally.repaired = _whole(content.get("repaired", 0))
        for counter, name in (
            (tally.outcomes, "outcomes"),
            (tally.protocols, "protocols"),
            (tally.pairs, "outcomes_by_protocol"),
            (tally.problems, "problems"),
        ):
            found = content.get(name, {})
            if isinstance(found, Mapping):
                counter.update({str(k): _whole(v) for k, v in found.items()})
        return tally


def _whole(value: object) -> int:
    if not isinstance(value, int):
        raise ValueError(f"not a count: {value!r}")
    return value


def _sorted(counter: Counter[str]) -> dict[str, int]:
    return dict(sorted(counter.items(), key=lambda item: (-item[1], item[0])))
