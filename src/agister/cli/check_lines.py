"""What `agister check` prints for people: the answer first, then who says what where, then what is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agister.cli.terminal import hanging, labelled, states_something
from agister.formats.path_pattern import matches
from agister.formats.url import parse
from agister.rights import Decision, Outcome, Preference, Problem, Reading, Scope, Standing, Statement, Usage, reserves
from agister.screening.site_check import SiteCheck
from agister.screening.spoken import localise
from agister.sources.folder import DEFAULT_ORIGIN

_NAMED = 4
_QUOTED = 160
_HEADLINE = {
    Outcome.RESERVED: "reserved for {}",
    Outcome.UNREADABLE: "cannot be told for {}, something is unreadable",
    Outcome.PERMITTED: "permitted for {}",
    Outcome.UNKNOWN: "nothing said of {}",
    Outcome.UNCHECKED: "nothing was looked at that speaks of {}",
}


def lines(found: SiteCheck, shown: int) -> list[str]:
    """The lines, wrapped to the terminal. `shown`: how many statements and problems of one sort are listed."""
    urls = {id(s): _short(file.url, found.origin) for file in found.files for s in file.statements}
    out = [hanging(f"{found.subject}: {_headline(found)}"), *map(hanging, _circumstances(found)), ""]
    out.append(f"what the site as a whole says (policy {found.policy})")
    answers: dict[str, list[str]] = {}
    for usage, decision in found.answers:
        answers.setdefault(_answer(decision, urls), []).append(usage.value)
    for answer, usages in answers.items():
        word, _, why = answer.partition("   ")
        out.append(labelled(word, ", ".join(usages)))
        out += [labelled("", why)] if why else []
    out += ["", *_stated(found, shown)]
    if found.contradictions:
        out += ["", "contradictions", *(hanging(f"  {text}") for text in _alike(found.contradictions))]
    return [*out, "", *_wrong(found, shown)]


def _headline(found: SiteCheck) -> str:
    """The answer in one sentence."""
    said: dict[Outcome, list[str]] = {}
    for usage, decision in found.answers:
        said.setdefault(decision.outcome, []).append(usage.value)
    if len(said) == 1:
        whole = "any use" if Outcome.UNKNOWN in said or Outcome.UNCHECKED in said else "every use"
        said = {outcome: [whole] for outcome in said}
    parts = [words.format(", ".join(said[outcome])) for outcome, words in _HEADLINE.items() if outcome in said]
    if found.answers and dict(found.answers)[Usage.TRAIN_AI].outcome in (Outcome.UNKNOWN, Outcome.PERMITTED):
        some = dict.fromkeys(
            s.protocol for file in found.files for s in file.statements if _of_a_part(s, file.url, found)
        )
        parts += [f"but parts of it are reserved ({', '.join(some)})"] if some else []
    return "; ".join(parts)


def _of_a_part(s: Statement, url: str, found: SiteCheck) -> bool:
    """Whether a statement reserves training for some paths or pages. A rule of robots.txt for some folder is on nearly every
    site, and no answer to this question."""
    refuses = s.preference is Preference.DISALLOW or s.standing is Standing.UNCLEAR
    if s.protocol in ("robots_txt", "prose") or not refuses or not reserves(s.usage, Usage.TRAIN_AI):
        return False
    if s.scope is Scope.URL:
        return url.rstrip("/") != found.origin
    here = localise(s, found.origin)
    return here is None or not matches(here.pattern, "/")


def _circumstances(found: SiteCheck) -> Iterator[str]:
    """Of how much, and as whose, the answer was given."""
    count = len(found.files)
    failed = sum(file.what.startswith("failed") for file in found.files)
    read = f", {failed:,} of which could not be read," if failed else " read,"
    where = f"as {found.origin}" if found.origin else "from nowhere"
    if found.origin == DEFAULT_ORIGIN:
        where += " (nothing says where the site is served; --origin tells)"
    yield f"{count:,} file{'s' if count != 1 else ''}{read} {where}"
    others: dict[str, int] = {}
    for s in found.statements:
        if s.pattern.lower().startswith(("http://", "https://")) and localise(s, found.origin) is None:
            named = parse(s.pattern)
            others[named.origin if named else s.pattern] = others.get(named.origin if named else s.pattern, 0) + 1
    for origin, number in others.items():
        speak, are = ("statements speak", "are") if number > 1 else ("statement speaks", "is")
        yield f"{number:,} {speak} of {origin} and {are} not counted; --origin {origin} if this is that site"


def _stated(found: SiteCheck, shown: int) -> list[str]:
    out: list[str] = []
    stated = [(f.url, s) for f in found.files for s in f.statements if states_something(s)]
    if not stated:
        out.append("no statement of any protocol was found")
    for protocol in dict.fromkeys(s.protocol for _, s in stated):
        out += ["", protocol] if out else [protocol]
        said: dict[tuple[str, str], list[tuple[str, Statement]]] = {}
        for url, statement in stated:
            if statement.protocol == protocol:
                said.setdefault((_words(statement), statement.carrier), []).append((url, statement))
        out += [labelled("", _group(places, found.origin), column=2) for places in list(said.values())[:shown]]
        if len(said) > shown:
            out.append(f"    … and {len(said) - shown:,} more (--all lists them)")
    return out


def _wrong(found: SiteCheck, shown: int) -> list[str]:
    kinds: dict[tuple[str, str, str], list[Problem]] = {}
    for problem in found.source_problems:
        kinds.setdefault(("", "source", f"{problem.kind} {problem.place}"), []).append(problem)
    told = any(problem.kind == "folder-unreadable-file" for problem in found.source_problems)
    for url, protocol, problem in found.problems:
        # The source has said why.
        if told and problem.kind == "fetch-failed":
            continue
        kinds.setdefault((_short(url, found.origin), protocol, problem.kind), []).append(problem)
    if not kinds:
        return ["nothing malformed"]
    # The same mistake on every page of a template is told once.
    alike: dict[tuple[str, str], list[tuple[str, list[Problem]]]] = {}
    for (url, protocol, _), problems in kinds.items():
        alike.setdefault((protocol, problems[0].message), []).append((url, problems))
    out = ["problems"]
    for (protocol, message), places in list(alike.items())[:shown]:
        url, problems = places[0]
        clause = f" ({problems[0].clause})" if problems[0].clause else ""
        more = f"   and {len(problems) - 1:,} more like it" if len(problems) > 1 else ""
        more += f"   and in {_more(len(places) - 1, 'more file')}" if len(places) > 1 else ""
        out.append(hanging(f"  {protocol}   {f'{url} {problems[0].place}'.strip()}: {message}{clause}{more}"))
    if len(alike) > shown:
        out.append(f"  … and {len(alike) - shown:,} more kinds (--all lists them)")
    return out


def _alike(contradictions: Sequence[str]) -> Iterator[str]:
    """Contradictions of the same two statements once, with all the uses that they concern."""
    uses: dict[str, list[str]] = {}
    for text in contradictions:
        usage, _, rest = text.partition(": ")
        uses.setdefault(rest, []).append(usage)
    return (f"{', '.join(usages)}: {rest}" for rest, usages in uses.items())


def _answer(decision: Decision, urls: dict[int, str]) -> str:
    because = decision.because
    if because is None:
        return decision.outcome.value
    doubt = because.standing is Standing.UNCLEAR and decision.outcome is Outcome.RESERVED
    note = "   — malformed, and counted as a reservation by this policy" if doubt else ""
    return f"{decision.outcome.value}   {decision.protocol}   {_because(because, urls)}{note}"


def _group(places: Sequence[tuple[str, Statement]], origin: str) -> str:
    """What is said in the same words in several places, once: the words, to whom, and where."""
    statement = places[0][1]
    agents = list(dict.fromkeys("everybody" if agent == "*" else agent for _, s in places for agent in s.agents))
    to = f"   for {_some(agents)}" if agents not in ([], ["everybody"]) else ""
    urls = list(dict.fromkeys(_short(url, origin) for url, _ in places))
    if len(urls) > 1:
        where = f"{statement.carrier} of {urls[0]} and {_more(len(urls) - 1, 'more file')}"
    else:
        rest = len({s.place for _, s in places}) - 1
        where = f"{urls[0]} {statement.place}" + (f" and {_more(rest, 'more place')}" if rest else "")
    readings = {s.reading for _, s in places}
    reading = f"   [{statement.reading} reading only]" if len(readings) == 1 and Reading.BOTH not in readings else ""
    return f"{_words(statement)}{to}   {where}{reading}"


def _because(statement: Statement, urls: dict[int, str]) -> str:
    to = f"   for {_some(statement.agents)}" if statement.agents not in ((), ("*",)) else ""
    where = urls.get(id(statement)) or statement.carrier
    return f"{where} {statement.place}   {_words(statement)}{to}"


def _more(number: int, what: str) -> str:
    return f"{number:,} {what}{'s' if number > 1 else ''}"


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:_NAMED]) + (f" and {len(names) - _NAMED:,} more" if len(names) > _NAMED else "")


def _short(url: str, origin: str) -> str:
    return url.removeprefix(origin) or "/"


def _words(statement: Statement) -> str:
    quote = " ".join(statement.quote.split())
    cut = f"{quote[:_QUOTED]} …" if len(quote) > _QUOTED else quote
    return cut if statement.standing is Standing.SAID else f"{cut} [{statement.standing}]"
