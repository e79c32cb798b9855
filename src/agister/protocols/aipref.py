"""AIPREF usage preferences: the `Content-Usage` header and the `Content-Usage` rule of robots.txt groups.

Two working group drafts, not yet RFCs; every statement names the vocabulary revision it was read under. In robots.txt
the longest path that matches replaces shorter ones, and equal paths combine restrictively, unlike Allow and Disallow.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from agister.formats.aipref_vocabulary import CURRENT
from agister.formats.content_usage import parse_content_usage
from agister.formats.path_pattern import normalise_pattern
from agister.formats.reservation_intent import Flaw, reserved_by, widest
from agister.formats.robots_repair import lenient_patterns
from agister.formats.robots_txt import Group, Line, RobotsFile, precedence
from agister.protocols.protocol import ReadResult
from agister.protocols.robots_groups import chosen, tagged
from agister.protocols.seen import Seen
from agister.protocols.signal_groups import BETWEEN_AGENTS, SignalGroups
from agister.protocols.signal_source import SignalReader, Source, mentions, misspelt
from agister.protocols.usage_panels import usage_panels
from agister.rights import (
    RANK,
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
    contains,
)

name = "aipref"
specification = "draft-ietf-aipref-vocab-08 (2026-09-14) and draft-ietf-aipref-attach-05 (2026-08-19)"
well_known = ("/robots.txt",)

_LABELS = PolicyKey(
    name="labels",
    values=("mapped", "strict"),
    default="mapped",
    meaning=(
        "What labels of older vocabulary revisions count for. `mapped`: an `n` reserves what the label meant then, "
        "a `y` lifts what the same line refuses more broadly and permits nothing; `strict`: they are ignored, as the "
        "draft says."
    ),
    ambiguity="A9",
)
_TRAIN_AI = PolicyKey(
    name="train_ai",
    values=("generative", "all"),
    default="generative",
    meaning=(
        "What `train-ai=y` permits. `generative`: training of generative models, as the draft defines it since "
        "revision 06; `all`: training of any AI model, a wider reading. A `train-ai=n` reserves both either way."
    ),
    ambiguity="A9",
)
_CRAWL_CONDITION = PolicyKey(
    name="crawl_condition",
    values=("ignored", "applies"),
    default="ignored",
    meaning=(
        "Whether a URL that the same group disallows loses its preference. `applies`: it has none, as the draft says; "
        "`ignored`: an `n` stands there too, for copies that came another way, while a `y` never permits what may not "
        "be fetched."
    ),
    ambiguity="A2",
)
keys = (_LABELS, _TRAIN_AI, _CRAWL_CONDITION)

_ATTACH, _VOCAB = "draft-ietf-aipref-attach-05", "draft-ietf-aipref-vocab-08"
_WHY = "the longest path counts, equal paths combine restrictively (draft-ietf-aipref-attach-05 §3.1)"
_WHY_PAGE = "a refusal counts before a consent (draft-ietf-aipref-vocab-08 §5.1)"
_KEY = "content-usage"
_IMPLICIT = Rule("/robots.txt$", Outcome.UNKNOWN, None)


def read(seen: Seen) -> ReadResult:
    """A statement for each label of each header and robots.txt rule.

    A robots.txt with such a rule also gives its Allow and Disallow lines (usage `crawl`): a preference depends on them,
    and a named group without a preference shields its agents from those of `*`.
    """
    reader = SignalReader(name)
    if seen.readable:
        lines = seen.header_lines(_KEY)
        if lines:
            value = ", ".join(lines)
            _statements(reader, value, Source(place=f"header {_KEY}", quote=value, carrier="header", scope=Scope.URL))
    if mentions(seen.body, b"usage"):
        if seen.path == "/robots.txt":
            _read_robots(reader, seen.robots)
        if seen.html is not None:
            for meta in seen.html.metas:
                if meta.name == _KEY:
                    source = Source(place=meta.place, quote=meta.content, carrier="html", scope=Scope.URL)
                    _unfit(
                        reader,
                        "aipref-in-html",
                        "no form in HTML is defined; send it as a header",
                        meta.content,
                        source,
                    )
    return reader.result()


def _statements(reader: SignalReader, value: bytes | str, source: Source) -> None:
    """One dictionary. A robots.txt rule that states nothing is kept: it replaces what shorter paths state."""
    found = parse_content_usage(value)
    for label, preference in found.preferences:
        reader.say(source, label.usage, preference, f"{label.version} {label.name}")
    for flaw in found.flaws:
        reader.flaw(source, flaw, f"{_VOCAB} §6")
    if source.agents and not found.preferences and not any(flaw.reserves for flaw in found.flaws):
        reader.say(source, Usage.ANY, Preference.UNKNOWN, CURRENT)


def _unfit(reader: SignalReader, kind: str, message: str, value: str, source: Source) -> None:
    """A place where no preference may stand: what it refuses is unclear, what it allows is not read."""
    found = parse_content_usage(value)
    refused = [label.usage for label, preference in found.preferences if preference is Preference.DISALLOW]
    refused += [flaw.reserves for flaw in found.flaws if flaw.reserves is not None]
    reader.flaw(source, Flaw(kind=kind, message=message, reserves=widest(refused) if refused else None), _ATTACH)


def _read_robots(reader: SignalReader, robots: RobotsFile) -> None:
    for line in robots.outside:
        if line.key == _KEY:
            value = _split(line.value)[1].decode("latin-1")
            _unfit(
                reader,
                "aipref-outside-group",
                "a rule before any User-agent line addresses nobody",
                value,
                _source(line),
            )
        else:
            _misspelt(reader, line, ())
    groups = [(group, reading) for group, reading in tagged(robots) if group.agents]
    used = any(line.key == _KEY for group, _ in groups for line in group.others)
    speakers = SignalGroups(robots, _KEY)
    for group, reading in groups:
        agents = tuple(group.agents)
        for line in group.others:
            if line.key == _KEY:
                source = _source(line, agents, reading, speakers.consenting(group, line.number, agents))
                if source.consenting is not agents:
                    reader.flaw(source, Flaw(kind="aipref-between-agents", message=BETWEEN_AGENTS), f"{_ATTACH} §3")
                _rule(reader, line.value, source)
            else:
                _misspelt(reader, line, agents)
        if used:
            _crawl_rules(reader, group, agents, reading)


def _rule(reader: SignalReader, rule: bytes, source: Source) -> None:
    path, value = _split(rule)
    source = replace(source, pattern=normalise_pattern(path))
    if path and not value:
        flaw = Flaw(
            kind="aipref-no-preference",
            message="a path without a preference after it: a blank must separate the two",
            reserves=reserved_by(path.decode("latin-1").replace("/", " ")),
        )
        reader.flaw(source, flaw, f"{_ATTACH} §3")
    _statements(reader, value, source)


def _misspelt(reader: SignalReader, line: Line, agents: tuple[str, ...]) -> None:
    found = misspelt(line, _KEY)
    if found is not None:
        message = f"read as nothing: the key is {found[0][:60]!r}, not Content-Usage"
        _unfit(reader, "aipref-misspelled-key", message, _split(found[1])[1].decode("latin-1"), _source(line, agents))


def _split(value: bytes) -> tuple[bytes, bytes]:
    """Path and preference of a rule's value: a path begins with `/` and ends at the first blank (attach-05 §3.2)."""
    if not value.startswith(b"/"):
        return b"", value
    path, *rest = value.split(None, 1)
    return path, rest[0] if rest else b""


def _source(
    line: Line,
    agents: tuple[str, ...] = (),
    reading: Reading = Reading.BOTH,
    consenting: tuple[str, ...] | None = None,
) -> Source:
    return Source(
        place=f"line {line.number}",
        quote=f"Content-Usage: {line.value[:480].decode('utf-8', 'replace')}",
        carrier="robots.txt",
        agents=agents,
        consenting=consenting,
        reading=reading,
    )


def _crawl_rules(reader: SignalReader, group: Group, agents: tuple[str, ...], reading: Reading) -> None:
    place = f"line {group.first_line}"
    shield = Source(
        place=place,
        quote="User-agent: " + ", ".join(agents)[:400],
        carrier="robots.txt",
        agents=agents,
        reading=reading,
    )
    reader.say(shield, Usage.CRAWL, Preference.UNKNOWN, "group")
    for rule in group.rules:
        if not rule.value:
            continue
        patterns = lenient_patterns(rule.value, rule.allow) if reading is Reading.LENIENT else (rule.value,)
        for pattern in patterns:
            source = Source(
                place=f"line {rule.number}",
                quote=f"{'Allow' if rule.allow else 'Disallow'}: {rule.value[:400].decode('utf-8', 'replace')}",
                carrier="robots.txt",
                pattern=normalise_pattern(pattern),
                agents=agents,
                reading=reading,
            )
            reader.say(source, Usage.CRAWL, Preference.ALLOW if rule.allow else Preference.DISALLOW, "crawl condition")


def order(statements: Sequence[Statement], question: Question) -> tuple[Panel, ...]:
    """Panels of robots.txt rules (longest path first) for each listed token, and one of what the page itself says."""
    strict = question.choice(name, _LABELS) == "strict"
    whole = question.choice(name, _TRAIN_AI) == "all"
    in_groups = [s for s in statements if s.agents]
    picks = chosen(in_groups, question.tokens or ("*",), question.reading)
    books = [_book([s for s in mine if s.usage is not Usage.CRAWL], question.usage, strict, whole) for mine in picks]
    applies = question.choice(name, _CRAWL_CONDITION) == "applies"
    panels = usage_panels(
        books,
        [_guard(mine) for mine in picks],
        combine=question.combine,
        guard_reservations=applies,
        why=_WHY,
    )
    page = _book([s for s in statements if not s.agents], question.usage, strict, whole)
    return (*panels, Panel((page,), why=_WHY_PAGE)) if page.rules else panels


def _book(statements: Sequence[Statement], asked: Usage, strict: bool, whole: bool) -> Rulebook:
    lines: dict[tuple[str, str], list[Statement]] = {}
    for statement in statements:
        lines.setdefault((statement.pattern, statement.place), []).append(statement)
    by_pattern: dict[str, Rule] = {}
    for (pattern, _), said in lines.items():
        outcome, because = _judge(said, asked, strict, whole)
        best = by_pattern.get(pattern)
        if best is None or RANK[outcome] > RANK[best.outcome]:
            by_pattern[pattern] = Rule(pattern, outcome, because)
    return Rulebook(tuple(sorted(by_pattern.values(), key=lambda rule: (-len(rule.pattern), -RANK[rule.outcome]))))


def _judge(said: Sequence[Statement], asked: Usage, strict: bool, whole: bool) -> tuple[Outcome, Statement]:
    """What one dictionary says of a use: a refusal of any part of it, else the narrowest label that holds it."""
    around: list[tuple[int, bool, Statement]] = []
    for statement in said:
        version, _, label = statement.note.partition(" ")
        if strict and version != CURRENT:
            continue
        if statement.preference is Preference.DISALLOW and contains(asked, statement.usage):
            return Outcome.RESERVED, statement
        usage = Usage.TRAIN_AI if whole and label == "train-ai" else statement.usage
        if statement.preference is not Preference.UNKNOWN and contains(usage, asked):
            breadth = sum(contains(usage, other) for other in Usage)
            around.append((breadth, statement.preference is Preference.ALLOW, statement))
    if not around:
        return Outcome.UNKNOWN, said[0]
    _, allowed, nearest = min(around, key=lambda found: found[:2])
    if not allowed:
        return Outcome.RESERVED, nearest
    return (Outcome.PERMITTED if nearest.note.partition(" ")[0] == CURRENT else Outcome.UNKNOWN), nearest


def _guard(statements: Sequence[Statement]) -> Rulebook | None:
    """What a group does not let its agents fetch; None where it lets them fetch everything."""
    rules = [s for s in statements if s.usage is Usage.CRAWL and s.preference is not Preference.UNKNOWN]
    if not any(s.preference is Preference.DISALLOW for s in rules):
        return None
    rules.sort(key=lambda s: precedence(s.pattern, s.preference is Preference.ALLOW))
    return Rulebook(
        (
            _IMPLICIT,
            *(
                Rule(s.pattern, Outcome.RESERVED if s.preference is Preference.DISALLOW else Outcome.UNKNOWN, s)
                for s in rules
            ),
        )
    )
