"""Problems of one document, at most so many of a kind: a million bad lines must not become a million objects."""

from __future__ import annotations

from agister.rights import Problem

#: How many problems of one kind are kept of one document.
PER_KIND = 20


class ProblemList:
    """Collects the problems of one document in the order in which they were met."""

    def __init__(self) -> None:
        self._found: list[Problem] = []
        self._counts: dict[str, int] = {}

    def add(self, kind: str, place: str, message: str, clause: str = "") -> None:
        """Note a problem; from the twenty-first of its kind on it is only counted."""
        count = self._counts[kind] = self._counts.get(kind, 0) + 1
        if count <= PER_KIND:
            self._found.append(Problem(kind=kind, place=place, message=message, clause=clause))

    def extend(self, problems: tuple[Problem, ...]) -> None:
        """Note problems that another reader found."""
        for problem in problems:
            self.add(problem.kind, problem.place, problem.message, problem.clause)

    @property
    def found(self) -> tuple[Problem, ...]:
        """What was kept."""
        return tuple(self._found)
