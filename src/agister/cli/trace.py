"""`agister trace`: why one URL gets its outcome, or from which law a cent of a levy follows."""

from __future__ import annotations

import argparse
from datetime import datetime
from pathlib import Path

import pyarrow.compute as pc

from agister.cli.terminal import labelled, print_json, say, states_something
from agister.errors import UsageError
from agister.protocols import PROTOCOLS
from agister.protocols.precedence import readings_differ
from agister.publishing.trace_json import trace_as_json
from agister.publishing.trace_words import not_looked_at, note_in_words, page_looked_at
from agister.rights import Finding, Outcome, Statement
from agister.screening.seen_at import SeenAt
from agister.screening.trace import Trace, offers_of, problems_of, trace
from agister.stores.statement_index import StatementIndex

name = "trace"
summary = "why one URL gets its outcome, or what a payout or an assessment rests on"
description = (
    "The same answer as `agister screen`, with everything that led to it. --statement N shows one statement by number. "
    "payout:RUN/PAYEE and assessment:ID walk back through the journal of a levy office (--office): from a cent to run, key, "
    "decision, receipts, act and return, each step with its entry."
)
example = (
    "agister trace https://example.org/art/1.jpg --index idx --policy eu-commercial-training\n"
    "agister trace payout:2027/archive --office my-office"
)

_SHOWN = 8
#: What is traced in the journal of an office.
_IN_BOOKS = ("payout:", "assessment:")
#: Protocols that speak in the answer of a URL alone.
_OF_PAGES = ("x_robots_tag", "robots_meta")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options as in the reference."""
    parser.add_argument("url", metavar="URL", nargs="?", help="the URL to explain; or payout:RUN/PAYEE, assessment:ID")
    parser.add_argument("--statement", type=int, metavar="N", help="show statement N of the index instead")
    parser.add_argument("--index", metavar="IDX", help="statement index")
    parser.add_argument("--office", metavar="DIR", type=Path, help="office folder, for payout: and assessment:")
    parser.add_argument(
        "--policy", metavar="P.toml", help="policy file or shipped name; eu-commercial-training if left out"
    )
    parser.add_argument("--as-of", metavar="D", help="what was in force on this date (UTC)")
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(options: argparse.Namespace) -> int:
    """Trace and print."""
    in_books = options.url is not None and options.url.startswith(_IN_BOOKS)
    if in_books or options.office is not None:
        return _walk(options, in_books=in_books)
    if options.index is None:
        raise UsageError(
            "say in which statement index to look: --index IDX; a payout or an assessment needs --office DIR"
        )
    if options.statement is not None:
        return _statement(options)
    if options.url is None:
        raise UsageError("say which URL to trace, or which statement with --statement N")
    policy = options.policy or "eu-commercial-training"
    found = trace(options.url, index=options.index, policy=policy, as_of=options.as_of)
    if options.json:
        print_json(trace_as_json(found))
    else:
        say("\n".join(_lines(found)))
    return 0


def _walk(options: argparse.Namespace, *, in_books: bool) -> int:
    if not in_books:
        raise UsageError("say what to trace in that office: payout:RUN/PAYEE, or assessment:ID")
    for name in ("index", "policy", "as_of", "statement"):
        if getattr(options, name) is not None:
            raise UsageError(
                f"--{name.replace('_', '-')} is for URLs: {options.url[:80]} is traced with --office alone"
            )
    if options.office is None:
        raise UsageError(f"say in whose books {options.url[:80]} is: --office DIR")
    # Only whoever asks for it needs what an office needs.
    from agister.office.folder import open_office
    from agister.publishing.levy.walk import walk

    office = open_office(options.office)
    found = walk(office.journal, office.documents, options.url)
    if options.json:
        print_json(found.as_json())
        return 0
    say(found.title)
    for label, text in found.lines():
        say(labelled(label, text))
    say(labelled("journal", found.head))
    return 0


def _statement(options: argparse.Namespace) -> int:
    index = StatementIndex(options.index)
    held = index.statement(options.statement)
    if held is None:
        last = sum(s.statements for s in index.segments) - 1
        raise UsageError(f"the index has no statement {options.statement}; it has 0 to {last}")
    document, statement = held
    if options.json:
        print_json(
            {
                "statement": options.statement,
                "document": document,
                **{f: getattr(statement, f) for f in statement.__slots__},
            }
        )
        return 0
    say(f"statement {options.statement}   {statement.protocol}   {statement.usage} {statement.preference}")
    say(labelled("says", _words(statement), column=7))
    for row in index.table("observations", where=pc.field("document") == document).slice(0, _SHOWN).to_pylist():
        say(labelled("seen", f"{row['url']}   {_pointer(row['source'], row['offset'])}", column=7))
    return 0


def _lines(found: Trace) -> list[str]:
    decision = found.decision
    lines = [f"{decision.asset.url}   {found.policy.usage}   {found.outcome.value}"]
    if found.redirected_to is not None:
        here = "which decides" if found.answered_by == found.redirected_to else "what is said there counts too"
        lines.append(labelled("redirect", f"leads to {found.redirected_to}: {here}"))
    if found.answered_by not in (decision.asset.origin, found.redirected_to):
        lines.append(labelled("sibling", f"answered by {found.answered_by}: this origin itself was never observed"))
    because = decision.because
    if because is not None:
        number = f"   (statement {found.statement})" if found.statement is not None else ""
        lines.append(labelled("because", f"{decision.protocol}   {_words(because, note_in_words(because))}{number}"))
        if found.evidence is not None:
            lines += [labelled("", text) for text in _seen(found.evidence)]
    elif found.outcome is Outcome.UNCHECKED:
        lines.append(
            labelled(
                "because",
                f"nothing of {decision.asset.origin} was ever observed" + (f" by {found.as_of}" if found.as_of else ""),
            )
        )
    elif decision.outcome is Outcome.UNKNOWN:
        lines.append(labelled("because", "no reservation found in what was looked at:"))
    if because is None:
        for place in found.seen:
            lines += [labelled("", text) for text in _seen(place)]
    silent = []
    for finding in decision.findings:
        others = _others(finding, because)
        lines += others
        if not others and finding.resolution.because is None:
            silent.append(finding.protocol)
    if not page_looked_at(found):
        # Headers and HTML speak for their own URL: of one that nobody looked at, their silence is no evidence.
        silent = [name for name in silent if name not in _OF_PAGES]
    if found.outcome is not Outcome.UNCHECKED:
        lines += [labelled("nothing said", ", ".join(silent))] if silent else []
        unseen = not_looked_at(found)
        lines += [labelled("not looked at", ", ".join(unseen))] if unseen else []
    for protocol, place, problem in problems_of(found)[:_SHOWN]:
        clause = f" ({problem.clause})" if problem.clause else ""
        lines.append(
            labelled("problem", f"{protocol}   {place.read_as or place.url} {problem.place}: {problem.message}{clause}")
        )
    for rules in PROTOCOLS:
        mine = [s for s in _statements(found) if s.protocol == rules.name]
        if readings_differ(rules, mine, decision.asset, found.policy.question):
            other = "lenient" if found.policy.reading == "strict" else "strict"
            lines.append(labelled("readings", f"{rules.name}: the {other} reading gives another answer"))
    lines += _permission(found)
    lines += _law(found)
    lines.append(labelled("under", f"policy   {found.policy.name}   {found.policy.digest[:23]}"))
    return lines


def _others(finding: Finding, because: Statement | None) -> list[str]:
    """What one protocol said besides the statement that decided."""
    lines = []
    own = finding.resolution.because
    if own is not None and own is not because:
        outcome = finding.resolution.outcome
        what = "also seen" if outcome is Outcome.UNKNOWN else "also said"
        verdict = "neither reserves nor permits" if outcome is Outcome.UNKNOWN else outcome.value
        lines.append(labelled(what, f"{finding.protocol}   {_words(own)}   — {verdict}"))
    # Statements that state nothing only help a protocol to find its order. A document that is read at its own URL and
    # through a link says the same twice.
    stating = [i for i in finding.resolution.not_counted if states_something(i.statement)]
    texts = list(dict.fromkeys(f"{_words(i.statement)}   — {i.why}" for i in stating))
    lines += [labelled("not counted", f"{finding.protocol}   {text}") for text in texts[:_SHOWN]]
    if len(texts) > _SHOWN:
        more = f"{finding.protocol}   … and {len(texts) - _SHOWN} more (--json lists all)"
        lines.append(labelled("not counted", more))
    return lines


def _permission(found: Trace) -> list[str]:
    if found.licence is not None:
        return [labelled("licence", f"{found.licence.reference}: held for {found.decision.asset.origin}")]
    offers = {(s.offer.url, s.offer.contact, s.offer.terms) for s in offers_of(found) if s.offer is not None}
    lines = [
        labelled("unless", "a licence   none held · offered: " + " · ".join(part for part in offer if part))
        for offer in sorted(offers)[:_SHOWN]
    ]
    if not lines and found.decision.outcome is Outcome.RESERVED:
        lines = [labelled("unless", "a licence   none held, none offered in what was read")]
    return lines


def _law(found: Trace) -> list[str]:
    if found.decision.outcome is Outcome.RESERVED:
        if found.law.applies:
            text = f"{found.law.reference} applies: {', '.join(found.law.reasons)}"
            checks = (
                [labelled("", "you answer for: " + "; ".join(found.law.not_checked))] if found.law.not_checked else []
            )
            return [labelled("law", text), *checks]
        return [labelled("law", reason) for reason in found.law.reasons[:4]]
    if found.outcome is Outcome.UNKNOWN:
        return [labelled("law", found.law_on_unknown)]
    return []


def _words(statement: Statement, note: str | None = None) -> str:
    parts = [statement.carrier, statement.place, statement.quote]
    if statement.agents:
        parts.append(f"for {', '.join(statement.agents[:4])}{' …' if len(statement.agents) > 4 else ''}")
    if statement.note and statement.note != "empty":
        parts.append(f"[{note or statement.note}]")
    return "  ".join(part for part in parts if part)


def _seen(place: SeenAt) -> list[str]:
    when = place.when.isoformat().replace("+00:00", "Z") if place.when else "time unknown"
    parts = (f"seen {when}", place.url, place.what, place.digest[:23], _pointer(place.source, place.offset))
    lines = ["   ".join(part for part in parts if part)]
    if place.later_failure is not None:
        lines.append(f"a later fetch failed ({_date(place.later_failure)}); a failed fetch does not end what was said")
    return lines


def _pointer(source: str, offset: int | None) -> str:
    return f"{source} @ {offset}" if offset is not None else source


def _date(moment: datetime) -> str:
    return moment.date().isoformat()


def _statements(found: Trace) -> list[Statement]:
    return [
        s
        for finding in found.decision.findings
        for s in (
            *([finding.resolution.because] if finding.resolution.because else []),
            *(item.statement for item in finding.resolution.not_counted),
        )
    ]
