"""What became of everything that a source read: nothing is dropped without being counted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from agister.rights import Problem

#: Problems kept word for word for each kind; beyond that they are only counted.
KEPT_PER_KIND = 20


@dataclass(slots=True, kw_only=True)
class SourceReport:
    """Counters of one or several sources. Filled while observations are drawn, complete when they are exhausted."""

    records: int = 0
    """Records, rows or files that were looked at."""
    observations: int = 0
    """Observations that came out of them."""
    skipped: dict[str, int] = field(default_factory=dict)
    """Kind → how many records gave no observation, e.g. `request`, `not-wanted`, `invalid-record`."""
    problem_counts: dict[str, int] = field(default_factory=dict)
    """Kind → how many problems were met, also those no longer kept in `problems`."""
    problems: list[Problem] = field(default_factory=list)
    """The first problems of each kind."""

    def skip(self, kind: str, count: int = 1) -> None:
        """Count a record that gives no observation."""
        self.skipped[kind] = self.skipped.get(kind, 0) + count

    def problem(self, kind: str, place: str, message: str, clause: str = "") -> None:
        """Count a defect, and keep its words while there are few of its kind."""
        count = self.problem_counts[kind] = self.problem_counts.get(kind, 0) + 1
        if count <= KEPT_PER_KIND:
            self.problems.append(Problem(kind=kind, place=place, message=message, clause=clause))

    def add(self, others: Iterable[SourceReport]) -> None:
        """Take in the counts of further reports."""
        for other in others:
            self.records += other.records
            self.observations += other.observations
            for kind, count in other.skipped.items():
                self.skip(kind, count)
            room = {kind: KEPT_PER_KIND - self.problem_counts.get(kind, 0) for kind in other.problem_counts}
            for problem in other.problems:
                room[problem.kind] -= 1
                if room[problem.kind] >= 0:
                    self.problems.append(problem)
            for kind, count in other.problem_counts.items():
                self.problem_counts[kind] = self.problem_counts.get(kind, 0) + count
