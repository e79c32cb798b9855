"""Where a usage signal stands, and the statements that its parts become: shared by the protocols that read signals."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from agister.formats.reservation_intent import Flaw
from agister.formats.robots_txt import Line
from agister.protocols.problem_list import ProblemList
from agister.protocols.protocol import NOTHING, ReadResult
from agister.rights import Preference, Reading, Scope, Standing, Statement, Usage

#: How many unclear statements of one document are kept apart.
UNCLEAR_LIMIT = 200

_MARKS = (b"\xff\xfe", b"\xfe\xff")
_LETTERS = re.compile(r"[^a-z]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One line, header or element that holds a signal."""

    place: str
    quote: str
    carrier: str
    scope: Scope = Scope.ORIGIN
    pattern: str = ""
    agents: tuple[str, ...] = ()
    consenting: tuple[str, ...] | None = None
    """The agents to whom a consent speaks, where they are fewer (`agister.protocols.signal_groups`)."""
    reading: Reading = Reading.BOTH


class SignalReader:
    """Collects what one protocol finds in one document."""

    def __init__(self, protocol: str) -> None:
        self._protocol = protocol
        self._statements: list[Statement] = []
        self._problems = ProblemList()
        self._reported: dict[tuple[str, str], set[Usage]] = {}
        # Sources are kept so that an `id` of their agents stays theirs: comparing ten thousand agents a line is slow.
        self._unclear_reach: dict[tuple[str, Usage, Scope, int], Source] = {}

    def say(self, source: Source, usage: Usage, preference: Preference, note: str) -> None:
        """A statement that is well-formed."""
        if source.consenting is not None and preference is Preference.ALLOW:
            source = replace(source, agents=source.consenting)
        self._statements.append(self._statement(source, usage, preference, note, Standing.SAID))

    def flaw(self, source: Source, flaw: Flaw, clause: str) -> None:
        """A problem, and an unclear statement where it evidently reserves; once for a line that both readings meet."""
        problem = (source.place, flaw.message)
        if problem not in self._reported:
            self._reported[problem] = set()
            self._problems.add(flaw.kind, source.place, flaw.message, clause)
        if flaw.reserves is not None and flaw.reserves not in self._reported[problem]:
            self._reported[problem].add(flaw.reserves)
            self._unclear(source, flaw.reserves, flaw.kind)

    def _unclear(self, source: Source, usage: Usage, kind: str) -> None:
        """An unclear statement, unless an earlier one reaches as far. Each becomes a rulebook of its own, so a hostile
        file may not bring forth any number of them: what comes after `UNCLEAR_LIMIT` is one for every path."""
        if len(self._unclear_reach) >= UNCLEAR_LIMIT:
            source = replace(source, pattern="", agents=())
        reach = (source.pattern, usage, source.scope, id(source.agents))
        if reach not in self._unclear_reach:
            self._unclear_reach[reach] = source
            self._statements.append(self._statement(source, usage, Preference.DISALLOW, kind, Standing.UNCLEAR))

    def _statement(
        self, source: Source, usage: Usage, preference: Preference, note: str, standing: Standing
    ) -> Statement:
        return Statement(
            protocol=self._protocol,
            usage=usage,
            preference=preference,
            place=source.place,
            quote=source.quote[:500],
            scope=source.scope,
            pattern=source.pattern,
            agents=source.agents,
            reading=Reading.BOTH if standing is Standing.UNCLEAR else source.reading,
            standing=standing,
            carrier=source.carrier,
            note=note,
        )

    def result(self) -> ReadResult:
        """What was found, in source order."""
        if not self._statements and not self._problems.found:
            return NOTHING
        return ReadResult(statements=tuple(self._statements), problems=self._problems.found)


def mentions(body: bytes, word: bytes) -> bool:
    """Whether a body may hold a line with `content` and then `word` (lower-case ASCII) in its key.

    The quick test that spares nearly every file a closer look. Text of two bytes a letter is always looked at.
    """
    lowered = body.lower()
    return (word in lowered and b"content" in lowered) or body[:2] in _MARKS or b"\0" in body[:4]


def misspelt(line: Line, meant: str) -> tuple[str, bytes] | None:
    """Key and value of a line whose key is `meant` but for separators, a plural `s` or a leading `x-`, or that lacks
    the colon after it; None for every other line."""
    key, value = line.key, line.value
    if not key:
        words = value.split(None, 1)
        found = words[0].lower().decode("latin-1") if len(words) > 1 else ""
        return (f"{found} (without a colon)", words[1]) if found == meant else None
    letters, wanted = _LETTERS.sub("", key), _LETTERS.sub("", meant)
    alike = letters.removeprefix("x").removesuffix("s") == wanted.removesuffix("s")
    return (key, value) if alike and key != meant else None
