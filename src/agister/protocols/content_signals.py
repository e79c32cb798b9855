"""Cloudflare's Content Signals: what may be done with a site after it was fetched, by group of robots.txt.

By the policy text `no` is an express reservation under Article 4 of Directive (EU) 2019/790, `yes` allows collecting
for that use, and a missing key neither grants nor restricts.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from agister.formats.content_signal import SIGNALS, parse_content_signal
from agister.formats.reservation_intent import Flaw
from agister.formats.robots_txt import Line, RobotsFile
from agister.protocols.protocol import ReadResult
from agister.protocols.robots_groups import chosen, tagged
from agister.protocols.seen import Seen
from agister.protocols.signal_groups import BETWEEN_AGENTS, SignalGroups
from agister.protocols.signal_source import SignalReader, Source, mentions, misspelt
from agister.protocols.usage_panels import usage_panels
from agister.rights import (
    Outcome,
    Panel,
    PolicyKey,
    Preference,
    Question,
    Reading,
    Rule,
    Rulebook,
    Scope,
    Statement,
    Usage,
    permits,
    reserves,
)

name = "content_signals"
specification = "Content Signals Policy, contentsignals.org (2025-09-24), with the use key (2026-07-01)"
well_known = ("/robots.txt",)

_GROUPS = PolicyKey(
    name="groups",
    values=("own-and-star", "own-or-star"),
    default="own-and-star",
    meaning=(
        "Whose signals speak to an agent that has a group of its own. `own-and-star`: its own, and those of `*` for "
        "every key on which its own group is silent; `own-or-star`: its own group alone, as for Allow and Disallow."
    ),
    ambiguity="A11",
)
_CEILING = PolicyKey(
    name="ceiling",
    values=("noted", "reserves"),
    default="noted",
    meaning=(
        "What `use=immediate` and `use=reference` mean for training. `noted`: they reserve nothing by themselves, but "
        "no `ai-train=yes` permits beside them; `reserves`: they reserve training, which keeps more than a reference."
    ),
    ambiguity="A11",
)
_PAGES = PolicyKey(
    name="pages",
    values=("count", "ignored"),
    default="count",
    meaning=(
        "What the HTTP header and the HTML meta `content-signal` say. The policy text knows robots.txt only; its author "
        "sends the header. `count`: they speak of their page alone; `ignored`: they say nothing."
    ),
    ambiguity="A11",
)
_YES = PolicyKey(
    name="yes",
    values=("permits", "silent"),
    default="permits",
    meaning=(
        "What a `yes` is worth. `permits`: its use is permitted (`you may collect`, says the policy text), which is no "
        "licence and lifts no reservation made elsewhere; `silent`: it says nothing."
    ),
    ambiguity="A11",
)
keys = (_GROUPS, _CEILING, _PAGES, _YES)

_KEY = "content-signal"
_POLICY = "Content Signals Policy"
_WHY = "an agent's own group counts before that of `*`, and a refusal before a consent"


def read(seen: Seen) -> ReadResult:
    """A statement for each signal, and one for each group without any in a robots.txt that has some."""
    reader = SignalReader(name)
    if seen.readable:
        for value in seen.header_lines(_KEY):
            source = Source(place=f"header {_KEY}", quote=value, carrier="header", scope=Scope.URL)
            _signals(reader, value, source)
    if mentions(seen.body, b"signal"):
        if seen.path == "/robots.txt":
            _read_robots(reader, seen.robots)
        if seen.html is not None:
            for meta in seen.html.metas:
                if meta.name == _KEY:
                    source = Source(place=meta.place, quote=meta.content, carrier="html", scope=Scope.URL)
                    _signals(reader, meta.content, source)
    return reader.result()


def _signals(reader: SignalReader, value: str, source: Source) -> dict[str, set[str]]:
    """The statements of one line, and its values by key."""
    found = parse_content_signal(value)
    values: dict[str, set[str]] = {}
    for key, word in found.pairs:
        values.setdefault(key, set()).add(word)
        if key == "use":
            reader.say(source, Usage.TRAIN_AI, Preference.UNKNOWN, f"use={word}")
        else:
            reader.say(source, SIGNALS[key], Preference.ALLOW if word == "yes" else Preference.DISALLOW, key)
    for flaw in found.flaws:
        reader.flaw(source, flaw, _POLICY)
    _contradictions(reader, values, source)
    return values


def _contradictions(reader: SignalReader, values: dict[str, set[str]], source: Source) -> None:
    """Undefined by the policy: the refusal counts (`order`), and the site is told."""
    kind = "content-signals-contradiction"
    for key, words in values.items():
        if len(words) > 1:
            message = f"{key} has several values ({', '.join(sorted(words))}); the strictest counts"
            reader.flaw(source, Flaw(kind=kind, message=message), _POLICY)
    if "yes" in values.get("ai-train", ()) and values.get("use", set()) & {"immediate", "reference"}:
        message = "ai-train=yes beside a use that keeps at most references; it permits nothing"
        reader.flaw(source, Flaw(kind=kind, message=message), _POLICY)


def _read_robots(reader: SignalReader, robots: RobotsFile) -> None:
    for line in robots.outside:
        if line.key == _KEY:
            source = _source(line, ("*",), Reading.BOTH)
            message = "a signal before any User-agent line addresses nobody; read as if for *"
            reader.flaw(source, Flaw(kind="content-signals-outside-group", message=message), "RFC 9309 §2.2.1")
            _signals(reader, _text(line.value), source)
        else:
            _misspelt(reader, line, ("*",))
    groups = [(group, reading) for group, reading in tagged(robots) if group.agents]
    lines = chain(robots.outside, *(group.others for group, _ in groups))
    used = any(line.key == _KEY for line in lines)
    speakers = SignalGroups(robots, _KEY)
    merged: dict[tuple[Reading, str], dict[str, set[str]]] = {}
    for group, reading in groups:
        agents = tuple(group.agents)
        said: dict[str, set[str]] = {}
        last: Source | None = None
        for line in group.others:
            if line.key == _KEY:
                last = _source(line, agents, reading, speakers.consenting(group, line.number, agents))
                if last.consenting is not agents:
                    flaw = Flaw(kind="content-signals-between-agents", message=BETWEEN_AGENTS)
                    reader.flaw(last, flaw, "RFC 9309 §2.2.4")
                _add(reader, said, _signals(reader, _text(line.value), last), last)
            else:
                _misspelt(reader, line, agents)
        if last is not None:
            _merge(reader, merged, said, agents, last)
        elif used:
            reader.say(
                Source(
                    place=f"line {group.first_line}",
                    quote="User-agent: " + ", ".join(agents)[:400],
                    carrier="robots.txt",
                    agents=agents,
                    reading=reading,
                ),
                Usage.ANY,
                Preference.UNKNOWN,
                "group",
            )


def _merge(
    reader: SignalReader,
    merged: dict[tuple[Reading, str], dict[str, set[str]]],
    said: dict[str, set[str]],
    agents: tuple[str, ...],
    source: Source,
) -> None:
    """Groups of one agent are merged (RFC 9309 §2.2.1): what they say together must not contradict itself."""
    for agent in agents:
        _add(reader, merged.setdefault((source.reading, agent), {}), said, source)


def _add(reader: SignalReader, known: dict[str, set[str]], said: dict[str, set[str]], source: Source) -> None:
    """Add the values of one line or group to those of the same agents."""
    for key, words in said.items():
        before = known.setdefault(key, set())
        if before and not words <= before:
            _contradictions(reader, {key: before | words}, source)
        before |= words


def _misspelt(reader: SignalReader, line: Line, agents: tuple[str, ...]) -> None:
    written = misspelt(line, _KEY)
    if written is None:
        return
    found = parse_content_signal(_text(written[1]))
    refused = [SIGNALS[key] for key, word in found.pairs if word == "no"]
    refused += [flaw.reserves for flaw in found.flaws if flaw.reserves is not None]
    message = f"read as nothing: the key is {written[0][:60]!r}, not Content-Signal"
    for usage in dict.fromkeys(refused) or (None,):
        flaw = Flaw(kind="content-signals-misspelled-key", message=message, reserves=usage)
        reader.flaw(_source(line, agents, Reading.BOTH), flaw, _POLICY)


def _source(line: Line, agents: tuple[str, ...], reading: Reading, consenting: tuple[str, ...] | None = None) -> Source:
    return Source(
        place=f"line {line.number}",
        quote=f"Content-Signal: {_text(line.value[:480])}",
        carrier="robots.txt",
        agents=agents,
        consenting=consenting,
        reading=reading,
    )


def _text(value: bytes) -> str:
    return value.decode("utf-8", "replace")


def order(statements: Sequence[Statement], question: Question) -> tuple[Panel, ...]:
    """One panel of the groups that speak to the listed tokens, one of what the page itself says."""
    in_groups = [s for s in statements if s.agents]
    tokens = question.tokens or ("*",)
    picks = chosen(in_groups, tokens, question.reading)
    if question.choice(name, _GROUPS) == "own-and-star":
        (star,) = chosen(in_groups, ("*",), question.reading)
        picks = [_completed(own, star) for own in picks]
    books = [_book(pick, question) for pick in picks]
    panels = usage_panels(books, combine=question.combine, why=_WHY)
    if question.choice(name, _PAGES) == "count":
        page = _book([s for s in statements if not s.agents], question)
        panels += usage_panels([page], combine="any", why=_WHY) if page.rules else ()
    return panels


def _completed(own: Sequence[Statement], star: Sequence[Statement]) -> list[Statement]:
    """An agent's own signals, and those of `*` for the keys on which they are silent."""
    told = {_key(s) for s in own}
    return [*own, *(s for s in star if _key(s) not in told)]


def _key(statement: Statement) -> str:
    return statement.note.partition("=")[0]


def _book(statements: Sequence[Statement], question: Question) -> Rulebook:
    """At most one rule, since signals have no path: the refusal, else the consent, else nothing."""
    asked = question.usage
    refused = [s for s in statements if s.preference is Preference.DISALLOW and reserves(s.usage, asked)]
    capped = [s for s in statements if s.note in ("use=immediate", "use=reference") and reserves(s.usage, asked)]
    if question.choice(name, _CEILING) == "reserves":
        refused += capped
    if refused:
        return Rulebook((Rule("", Outcome.RESERVED, refused[0]),))
    if capped:
        return Rulebook((Rule("", Outcome.UNKNOWN, capped[0]),))
    allowed = [s for s in statements if s.preference is Preference.ALLOW and permits(s.usage, asked)]
    if allowed and question.choice(name, _YES) == "permits":
        return Rulebook((Rule("", Outcome.PERMITTED, allowed[0]),))
    return Rulebook(())
