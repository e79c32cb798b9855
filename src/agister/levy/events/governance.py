"""What happens to the charter, its parties, decisions and payees."""

from __future__ import annotations

from agister.levy.events.event import EventKind

GOVERNANCE: tuple[EventKind, ...] = (
    EventKind(
        name="office_opened",
        subject="office",
        meaning="an office begins to keep this journal",
        facts={
            "name": "text",
            "instrument": "text",
            "instrument_digest": "digest",
            "currency": "text",
            "charter": "text?",
            "charter_digest": "digest?",
            "given": "table?",
            "base": "text?",
        },
    ),
    EventKind(
        name="act_adopted",
        subject="office",
        meaning="a new version of the act; its values are dated, so earlier periods keep theirs",
        facts={"instrument": "text", "instrument_digest": "digest", "given": "table?", "base": "text?"},
    ),
    EventKind(
        name="period_closed",
        subject="office",
        meaning="nothing takes effect on or before a day any more",
        facts={"until": "day", "balances": "table"},
    ),
    EventKind(
        name="charter_adopted",
        subject="charter",
        meaning="a charter, or a new version of it, takes effect",
        facts={"title": "text", "digest": "digest", "purposes": "texts", "since": "day"},
    ),
    EventKind(
        name="party_acceded",
        subject="accession",
        meaning="a state or a company joins the charter",
        facts={
            "charter": "text",
            "party": "text",
            "party_kind": "text",
            "name": "text",
            "since": "day",
            "remits_to": "text?",
            "revenue": "texts?",
        },
    ),
    EventKind(
        name="party_withdrew",
        subject="accession",
        meaning="a party leaves the charter",
        facts={"charter": "text", "party": "text", "until": "day"},
    ),
    EventKind(
        name="decision_proposed",
        subject="decision",
        meaning="a decision is proposed under the charter",
        facts={
            "charter": "text",
            "matter": "text",
            "proposal": "text",
            "proposal_digest": "digest",
            "proposer": "text",
        },
    ),
    EventKind(
        name="decision_consulted",
        subject="decision",
        meaning="the consultation on a proposal is over",
        facts={"start": "day", "end": "day", "responses": "count"},
    ),
    EventKind(
        name="vote_cast",
        subject="decision",
        meaning="a party votes on a proposal",
        facts={"voter": "text", "vote": "text"},
    ),
    EventKind(
        name="decision_taken",
        subject="decision",
        meaning="the votes are counted by the charter's rule",
        facts={
            "matter": "text",
            "adopted": "yes",
            "for": "count",
            "against": "count",
            "abstained": "count",
            "entitled": "count",
            "rule": "text",
            "takes_effect": "day",
            "proposal_digest": "digest",
        },
    ),
    EventKind(
        name="payee_applied",
        subject="payee",
        meaning="a collection or effort applies to be a payee",
        facts={
            "name": "text",
            "purposes": "texts",
            "org_id": "text?",
            "legal_form": "text",
            "fiscal_host": "text?",
            "country": "text",
            "unit": "text",
            "work": "text",
        },
    ),
    EventKind(
        name="payee_checked",
        subject="payee",
        meaning="a payee was checked against the charter's criteria",
        facts={"criteria": "rows", "conflicts": "texts", "sanctions": "table", "outcome": "text", "reason": "text"},
    ),
    EventKind(
        name="payee_bank_changed",
        subject="payee",
        meaning="the account of a payee, confirmed by a second person",
        private=("iban", "bic", "holder", "text"),
        facts={"iban": "text", "bic": "text?", "holder": "text", "confirmed_by": "text", "usable_from": "day"},
    ),
    EventKind(
        name="payee_reported",
        subject="payee",
        meaning="a payee reported on its progress",
        facts={"period": "text", "report_digest": "digest", "summary": "text"},
    ),
    EventKind(
        name="payee_suspended",
        subject="payee",
        meaning="nothing is paid to a payee for now",
        facts={"reason": "text"},
    ),
    EventKind(
        name="payee_reinstated",
        subject="payee",
        meaning="a payee is paid again",
        facts={"reason": "text"},
    ),
    EventKind(
        name="payee_closed",
        subject="payee",
        meaning="a payee exists no more",
        facts={"reason": "text", "successor": "text?"},
    ),
)
