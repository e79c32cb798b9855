"""The books of a small office: a run, payments, and the end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from agister.ledger import Posting
from agister.ledger.exact import written
from agister.levy.allocations.key_file import parse_key
from agister.levy.chart import mirrored, move
from tests.levy_books_desk import ACT, KEY, Office
from tests.levy_books_receipts import match, money_in, owed_by


def share_out(office: Office) -> list[Mapping[str, Any]]:
    """A run; the lines that are payouts."""
    total = -office.journal.balances(under="Pot:2031")["Pot:2031", "EUR"]
    key = parse_key(KEY)
    lines = [
        {
            "path": list(line.path),
            "units": line.units,
            "due": written(line.due),
            "reason": line.reason,
            "shared_on": line.shared_on,
        }
        for line in key.share(total)
    ]
    units = {tuple(line["path"]): line["units"] for line in lines}
    kept = {"Administration": units["administration",], "Reserve": units["reserve",]}
    office.book(
        "run_proposed",
        "run:2031",
        "2033-04-01",
        period="2031",
        currency="EUR",
        pots={"2031": total},
        total=total,
        key_digest=key.digest,
        decision="D-1",
        by="proposer",
    )
    office.book(
        "run_frozen",
        "run:2031",
        "2033-04-02",
        inputs={"key": key.digest},
        lines=lines,
        kept=kept,
        payees={},
        purposes=["adaptation", "commons"],
        administration_cap=kept["Administration"],
    )
    office.book("run_approved", "run:2031", "2033-04-03", by="first", approval=1)
    purposes = {name: units["purposes", name] for name in ("commons", "adaptation")}
    posts = (
        Posting(account="Pot:2031", units=total, currency="EUR"),
        *(Posting(account=name, units=-amount, currency="EUR") for name, amount in kept.items()),
        *(Posting(account=f"Fund:{name}", units=-amount, currency="EUR") for name, amount in purposes.items()),
    )
    office.book("run_approved", "run:2031", "2033-04-04", posts=posts, by="second", approval=2)
    payouts = [line for line in lines if len(line["path"]) == 3]  # type: ignore[arg-type]
    for line in payouts:
        _, purpose, payee = line["path"]  # type: ignore[misc]
        office.book(
            "entitled",
            f"payout:2031/{payee}",
            "2033-04-04",
            posts=move(f"Fund:{purpose}", f"Payable:{payee}", int(str(line["units"])), "EUR"),
            run="2031",
            payee=payee,
            amount=line["units"],
            path=line["path"],
            due=line["due"],
            reason=line["reason"],
        )
    office.book("run_published", "run:2031", "2033-04-05", report_digest=office.put("the run"))
    return payouts


def pay(office: Office, payouts: list[Mapping[str, Any]]) -> None:
    """Payments, one of which comes back."""
    total = sum(line["units"] for line in payouts)
    payments = [
        {
            "payout": f"2031/{line['path'][-1]}",
            "units": line["units"],
            "iban": "DE02120300000000202051",
            "end_to_end": f"E{n}",
        }
        for n, line in enumerate(payouts)
    ]
    office.book(
        "payment_ordered",
        "order:O-1",
        "2033-04-10",
        payments=payments,
        account="main",
        execution="2033-04-12",
        total=total,
        currency="EUR",
        file_digest=office.put("pain.001"),
        prepared_by="one",
        released_by="two",
    )
    office.book(
        "payment_status", "order:O-1", "2033-04-11", status="ACSP", payments=[], file_digest=office.put("pain.002")
    )
    for line in payouts:
        payee = line["path"][-1]
        office.book(
            "paid",
            f"payout:2031/{payee}",
            "2033-04-12",
            posts=move(f"Payable:{payee}", "Bank:main", line["units"], "EUR"),
            order="O-1",
            payee=payee,
            amount=line["units"],
            bank_reference=f"P-{payee}",
            value_day="2033-04-12",
            statement_digest=office.put("s-pay"),
        )
    back = next(line["units"] for line in payouts if line["path"][-1] == "dialect-map")
    subject = "payout:2031/dialect-map"
    office.book(
        "payment_returned",
        subject,
        "2033-04-15",
        posts=move("Bank:main", "Payable:dialect-map", back, "EUR"),
        payee="dialect-map",
        amount=back,
        bank_reference="R1",
        value_day="2033-04-15",
        reason="account closed",
        statement_digest=office.put("s-back"),
    )
    office.book(
        "held",
        subject,
        "2033-04-16",
        posts=move("Payable:dialect-map", "Held:Unlocated:2032", back, "EUR"),
        payee="dialect-map",
        amount=back,
        reason="account closed",
        expires="2035-12-31",
    )
    office.book(
        "released",
        subject,
        "2033-06-01",
        posts=move("Held:Unlocated:2032", "Payable:dialect-map", 1_000_00, "EUR"),
        payee="dialect-map",
        amount=1_000_00,
        reason="a first account was found",
    )
    office.book(
        "non_distributable",
        subject,
        "2036-01-02",
        posts=move("Held:Unlocated:2032", "Pot:2032", 2_000_00, "EUR"),
        payee="dialect-map",
        amount=2_000_00,
        since="2033-04-16",
        reason="three years",
    )
    office.book("run_reconciled", "run:2031", "2036-01-03", paid=total - back, held=back - 3_000_00)
    for party, units in (("p-1", -office.journal.balances(under="Refund:p-1")["Refund:p-1", "EUR"]), ("p-2", 500)):
        office.book(
            "paid",
            f"payout:refund/{party}",
            "2036-01-04",
            posts=move(f"Refund:{party}", "Bank:main", units, "EUR"),
            payee=party,
            amount=units,
            bank_reference=f"RF-{party}",
            value_day="2036-01-04",
            statement_digest=office.put("s-ref"),
        )


def rest(office: Office) -> None:
    """Costs, a mistake, and the end."""
    office.book(
        "cost_paid",
        "cost:K-1",
        "2036-01-05",
        posts=move("Administration", "Bank:main", 12_000_00, "EUR"),
        supplier="Computing Co",
        amount=12_000_00,
        what="machines",
    )
    office.book(
        "bank_charged",
        "statement:S-2",
        "2036-01-05",
        posts=move("Administration", "Bank:main", 1250, "EUR"),
        statement_digest=office.put("s-fee"),
        bank_reference="F1",
        amount=1250,
    )
    wrong = office.book(
        "cost_paid",
        "cost:K-2",
        "2036-01-06",
        posts=move("Administration", "Bank:main", 999, "EUR"),
        supplier="Wrong Co",
        amount=999,
        what="a mistake",
    )
    office.book(
        "corrected",
        "correction:1",
        "2036-01-07",
        posts=mirrored(wrong.postings),
        corrects=wrong.key,
        reason="booked twice",
    )
    office.book(
        "administration_returned",
        "pot:2032",
        "2036-01-07",
        posts=move("Administration", "Pot:2032", 3_000_00, "EUR"),
        period="2032",
        amount=3_000_00,
        reason="not needed",
    )
    owed = owed_by(office, "Levy", "p-3", "2032")
    money_in(office, "11", "2036-01-08", owed, "p-3")
    match(office, "11", "2036-01-08", "p-3", "2032", owed)
    pot = -office.journal.balances(under="Pot:2032")["Pot:2032", "EUR"]
    office.book(
        "run_proposed",
        "run:2032",
        "2036-02-01",
        period="2032",
        currency="EUR",
        pots={"2032": pot},
        total=pot,
        key_digest=office.put(KEY),
        decision="D-1",
    )
    office.book("run_reversed", "run:2032", "2036-02-02", reason="proposed too early", amount=0)
    office.book(
        "remittance_sent",
        "remittance:out-1",
        "2036-02-03",
        posts=move("Pot:2032", "Payable:land-b", 10_00, "EUR"),
        office="land-b",
        period="2032",
        amount=10_00,
    )
    office.book("registration_suspended", "party:p-5", "2036-02-04", reason="insolvent")
    office.book("registration_reinstated", "party:p-5", "2036-02-05", reason="taken over")
    office.book(
        "party_withdrew", "accession:land-b", "2036-02-06", charter="commons", party="land-b", until="2036-12-31"
    )
    office.book("act_adopted", "office:levy", "2036-02-07", instrument="test-act", instrument_digest=office.put(ACT))
    office.book("payee_closed", "payee:dialect-map", "2036-02-08", reason="merged", successor="archive")
    balances = {f"{account} {code}": units for (account, code), units in office.journal.balances().items()}
    office.book("period_closed", "office:levy", "2036-03-01", until="2036-02-29", balances=balances)
