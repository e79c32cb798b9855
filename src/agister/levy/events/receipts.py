"""Money that comes in, and money that the bank moves."""

from __future__ import annotations

from agister.levy.events.event import EventKind

RECEIPTS: tuple[EventKind, ...] = (
    EventKind(
        name="statement_received",
        subject="statement",
        meaning="a bank statement was read as a whole",
        facts={
            "statement_digest": "digest",
            "account": "text",
            "currency": "text",
            "opening": "units?",
            "closing": "units?",
            "items": "count",
            "message": "text",
            "start": "day?",
            "end": "day?",
        },
    ),
    EventKind(
        name="received",
        subject="receipt",
        meaning="money came in; whose is not known yet",
        private=("payer", "payer_iban", "remittance", "text"),
        facts={
            "statement_digest": "digest",
            "bank_reference": "text",
            "amount": "units",
            "currency": "text",
            "value_day": "day",
            "payer": "text?",
            "payer_iban": "text?",
            "reference": "text?",
            "remittance": "text?",
            "place": "text",
        },
        debit=("Bank",),
        credit=("Suspense",),
    ),
    EventKind(
        name="matched",
        subject="receipt",
        meaning="money is applied to charges, and becomes distributable or rests if disputed",
        facts={"party": "text", "amount": "units", "applied": "rows", "method": "text"},
        debit=("Suspense", "Assessed"),
        credit=("Receivable", "Pot", "Held:Disputed", "Reserve"),
        mirrored=True,
    ),
    EventKind(
        name="receipt_returned",
        subject="receipt",
        meaning="the bank took a receipt back",
        facts={"statement_digest": "digest", "bank_reference": "text", "amount": "units", "reason": "text"},
        debit=("Suspense",),
        credit=("Bank",),
    ),
    EventKind(
        name="refund_due",
        subject="receipt",
        meaning="what was paid too much, or belongs to nobody here, goes back",
        private=("iban", "holder", "text"),
        facts={"party": "text", "amount": "units", "reason": "text", "iban": "text?", "holder": "text?"},
        debit=("Suspense",),
        credit=("Refund",),
    ),
    EventKind(
        name="bank_charged",
        subject="statement",
        meaning="fees of the bank, out of the costs of the office",
        facts={"statement_digest": "digest", "bank_reference": "text", "amount": "units"},
        debit=("Administration",),
        credit=("Bank",),
    ),
    EventKind(
        name="cost_paid",
        subject="cost",
        meaning="a cost of the office",
        facts={"supplier": "text", "amount": "units", "what": "text", "bank_reference": "text?"},
        debit=("Administration",),
        credit=("Bank",),
    ),
)
