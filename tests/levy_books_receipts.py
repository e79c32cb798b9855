"""The books of a small office: money that comes in, a dispute, losses."""

from __future__ import annotations

from datetime import date

from agister.ledger.exact import written
from agister.levy.chart import move
from agister.levy.instrument_file import load_instrument
from agister.levy.interest import interest
from tests.levy_books_desk import ACT, Office


def money_in(office: Office, receipt: str, on: str, amount: int, party: str = "") -> None:
    statement = office.put(f"statement of {receipt}")
    office.book(
        "received",
        f"receipt:{receipt}",
        on,
        posts=move("Bank:main", "Suspense", amount, "EUR"),
        statement_digest=statement,
        bank_reference=f"B{receipt}",
        amount=amount,
        currency="EUR",
        value_day=on,
        place="Ntry 1",
        **({"payer": f"Payer {party}", "reference": "RF18539007547034"} if party else {}),
    )


def match(
    office: Office,
    receipt: str,
    on: str,
    party: str,
    period: str,
    units: int,
    what: str = "Levy",
    charge: str = "",
    to: str = "",
) -> None:
    posts = (
        *move("Suspense", to or f"Pot:{period}", units, "EUR"),
        *move(f"Assessed:{what}:{period}", f"Receivable:{what}:{party}", units, "EUR"),
    )
    office.book(
        "matched",
        f"receipt:{receipt}",
        on,
        posts=posts,
        party=party,
        amount=units,
        applied=[{"charge": charge or f"C-{party}-{period}", "units": units}],
        method="reference",
    )


def owed_by(office: Office, what: str, party: str, period: str) -> int:
    found = 0
    for booked in office.journal.entries():
        facts = booked.entry.facts
        if (
            facts.get("party") == party
            and facts.get("period") == period
            and booked.entry.kind in ("assessed", "interest_raised", "penalty_raised")
        ):
            found += sum(item.units for item in booked.entry.postings if item.account == f"Receivable:{what}:{party}")
    return found


def receive(office: Office) -> None:
    """Receipts, a dispute, losses, what goes back."""
    for number, party in enumerate(("p-1", "p-2", "p-3"), 1):
        owed = owed_by(office, "Levy", party, "2031")
        over = 500 if party == "p-2" else 0
        money_in(office, str(number), f"2032-09-2{number}", owed + over, party)
        match(office, str(number), f"2032-09-2{number}", party, "2031", owed)
        if over:
            office.book(
                "refund_due",
                f"receipt:{number}",
                "2032-09-24",
                posts=move("Suspense", "Refund:p-2", over, "EUR"),
                party="p-2",
                amount=over,
                reason="paid too much",
                iban="DE02120300000000202051",
                holder="Maker 2",
            )
    office.book(
        "dispute_opened",
        "dispute:X-1",
        "2032-10-05",
        posts=move("Pot:2031", "Held:Disputed:X-1", 4_000_000_00, "EUR"),
        party="p-1",
        period="2031",
        assessment="A-p-1-2031-1",
        charge="C-p-1-2031",
        amount=4_000_000_00,
        ground="revenue of another territory",
        forum="review",
        suspends=True,
    )
    for number, (party, what, charge) in enumerate(
        (("p-4", "Levy", ""), ("p-4", "Interest", "I-p-4-2031"), ("p-5", "Penalty", "penalty/late-return/p-5/2031")), 4
    ):
        owed = owed_by(office, what, party, "2031")
        money_in(office, str(number), "2032-12-01", owed, party)
        match(office, str(number), "2032-12-01", party, "2031", owed, what, charge)
    half = owed_by(office, "Levy", "p-5", "2031") // 2
    money_in(office, "7", "2032-12-02", half, "p-5")
    match(office, "7", "2032-12-02", "p-5", "2031", half)
    left = owed_by(office, "Levy", "p-5", "2031") - half
    office.book(
        "remitted",
        "charge:C-p-5-2031",
        "2033-01-20",
        posts=move("Loss:Remission", "Receivable:Levy:p-5", 1000, "EUR"),
        party="p-5",
        amount=1000,
        reason="hardship",
    )
    office.book(
        "written_off",
        "charge:C-p-5-2031",
        "2033-01-21",
        posts=move("Loss:Collection", "Receivable:Levy:p-5", left - 1000, "EUR"),
        party="p-5",
        amount=left - 1000,
        reason="insolvent",
    )
    # The office loses a part of the dispute: less is assessed, and what was paid on it goes back with interest.
    office.book(
        "dispute_decided",
        "dispute:X-1",
        "2033-02-01",
        posts=(
            *move("Held:Disputed:X-1", "Refund:p-1", 1_000_000_00, "EUR"),
            *move("Held:Disputed:X-1", "Pot:2031", 3_000_000_00, "EUR"),
        ),
        outcome="varied",
        forum="review",
        reduced_by=1_000_000_00,
        reason="a quarter was earned elsewhere",
    )
    back = interest(
        1_000_000_00, date(2032, 9, 21), date(2033, 2, 1), load_instrument(ACT, "act").values["repayment_interest"]
    )
    office.book(
        "repayment_interest",
        "charge:RI-1",
        "2033-02-01",
        posts=move("Pot:2031", "Refund:p-1", back.amount, "EUR"),
        party="p-1",
        principal=1_000_000_00,
        start="2032-09-21",
        until="2033-02-01",
        spans=[
            {
                "start": s.start.isoformat(),
                "until": s.until.isoformat(),
                "rate": written(s.rate),
                "days": s.days,
                "principal": 1_000_000_00,
                "amount": written(s.amount),
            }
            for s in back.spans
        ],
        amount=back.amount,
    )
    for party in ("p-1", "p-2", "p-3", "p-4"):
        final = f"assessment:A-{party}-2031-{2 if party == 'p-3' else 1}"
        office.book("assessment_final", final, "2033-03-01", reason="time for appeals is over")
    money_in(office, "8", "2033-03-02", 777_00, "p-9")
    office.book(
        "receipt_returned",
        "receipt:8",
        "2033-03-04",
        posts=move("Suspense", "Bank:main", 777_00, "EUR"),
        statement_digest=office.put("s8"),
        bank_reference="B8R",
        amount=777_00,
        reason="recalled",
    )
    money_in(office, "9", "2033-03-05", 55_55)
    money_in(office, "10", "2033-03-06", 250_000_00)
    office.book(
        "remittance_received",
        "remittance:land-b-2031",
        "2033-03-07",
        posts=move("Suspense", "Pot:2031", 250_000_00, "EUR"),
        office="land-b",
        period="2031",
        amount=250_000_00,
        receipt="10",
    )
    office.book(
        "statement_received",
        "statement:S-1",
        "2033-03-31",
        statement_digest=office.put("statement of 1"),
        account="main",
        currency="EUR",
        items=10,
        message="camt.053",
    )
