"""A trace as plain values, for `--json` and for reports."""

from __future__ import annotations

from typing import Any

from agister.publishing.trace_words import page_looked_at
from agister.rights import Statement
from agister.screening.seen_at import SeenAt
from agister.screening.trace import Trace


def trace_as_json(found: Trace) -> dict[str, Any]:
    """Everything that led to a decision, under stable names."""
    decision = found.decision
    return {
        "url": found.url,
        "asset": decision.asset.url,
        "usage": found.policy.usage.value,
        "outcome": found.outcome.value,
        "outcome_before_law": decision.outcome.value,
        "protocol": decision.protocol,
        "statement": found.statement,
        "because": statement_as_json(decision.because) if decision.because else None,
        "evidence": _seen(found.evidence) if found.evidence else None,
        "answered_by": found.answered_by,
        "redirected_to": found.redirected_to,
        "protocols": [
            {
                "protocol": finding.protocol,
                "outcome": finding.resolution.outcome.value,
                "because": statement_as_json(finding.resolution.because) if finding.resolution.because else None,
                "not_counted": [
                    {**statement_as_json(item.statement), "why": item.why} for item in finding.resolution.not_counted
                ],
            }
            for finding in decision.findings
        ],
        "seen": [_seen(place) for place in found.seen],
        "page_looked_at": page_looked_at(found),
        "not_looked_at": list(found.looked_for),
        "licence": found.licence.reference if found.licence else None,
        "law": {
            "applies": found.law.applies,
            "record": found.law.record,
            "reference": found.law.reference,
            "reasons": list(found.law.reasons),
            "not_checked": list(found.law.not_checked),
            "on_unreserved_works": found.law_on_unknown,
        },
        "policy": {"name": found.policy.name, "digest": found.policy.digest},
        "as_of": found.as_of,
    }


def statement_as_json(statement: Statement) -> dict[str, Any]:
    """A statement as plain values."""
    offer = statement.offer
    return {
        "protocol": statement.protocol,
        "usage": statement.usage.value,
        "preference": statement.preference.value,
        "carrier": statement.carrier,
        "place": statement.place,
        "quote": statement.quote,
        "scope": statement.scope.value,
        "pattern": statement.pattern,
        "agents": list(statement.agents),
        "reading": statement.reading.value,
        "standing": statement.standing.value,
        "note": statement.note,
        "offer": None
        if offer is None
        else {"url": offer.url, "kind": offer.kind, "contact": offer.contact, "terms": offer.terms},
    }


def _seen(place: SeenAt) -> dict[str, Any]:
    return {
        "url": place.url,
        "read_as": place.read_as,
        "when": place.when.isoformat() if place.when else None,
        "what": place.what,
        "digest": place.digest,
        "source": place.source,
        "offset": place.offset,
        "later_failure": place.later_failure.isoformat() if place.later_failure else None,
        "problems": [
            {"protocol": protocol, "kind": p.kind, "place": p.place, "message": p.message, "clause": p.clause}
            for protocol, p in place.problems
        ],
    }
