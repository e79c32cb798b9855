"""The books of a small office: charter, registrations, returns, assessments."""

from __future__ import annotations

import json
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from agister.ledger.exact import written
from agister.levy.assess import assess
from agister.levy.chart import move
from agister.levy.exchange import read_reference_rates
from agister.levy.instrument_file import load_instrument
from agister.levy.interest import interest
from agister.levy.return_file import load_return
from tests.levy_books_desk import ACT, KEY, RATES, Office


def govern(office: Office) -> None:
    """Charter, decision on the key, payees."""
    office.book(
        "charter_adopted",
        "charter:commons",
        "2031-01-01",
        title="Charter of the commons",
        digest=office.put("The charter."),
        purposes=["commons", "adaptation"],
        since="2031-01-01",
    )
    for party in ("land-a", "land-b"):
        office.book(
            "party_acceded",
            f"accession:{party}",
            "2031-01-02",
            charter="commons",
            party=party,
            party_kind="state",
            name=party.title(),
            since="2031-01-02",
        )
    proposal = office.put(KEY)
    office.book(
        "decision_proposed",
        "decision:D-1",
        "2031-02-01",
        charter="commons",
        matter="key",
        proposal="key",
        proposal_digest=proposal,
        proposer="land-a",
    )
    office.book("decision_consulted", "decision:D-1", "2031-04-01", start="2031-02-01", end="2031-03-31", responses=12)
    for party in ("land-a", "land-b"):
        office.book("vote_cast", "decision:D-1", "2031-04-02", voter=party, vote="for")
    office.book(
        "decision_taken",
        "decision:D-1",
        "2031-04-03",
        matter="key",
        adopted=True,
        for_=2,
        against=0,
        abstained=0,
        entitled=2,
        rule="two thirds",
        takes_effect="2031-05-01",
        proposal_digest=proposal,
    )
    for name, purpose, country in (
        ("archive", "commons", "DE"),
        ("open-encyclopedia", "commons", "FR"),
        ("dialect-map", "commons", "AT"),
        ("adaptation-fund", "adaptation", "LU"),
    ):
        office.book(
            "payee_applied",
            f"payee:{name}",
            "2031-05-02",
            name=name.replace("-", " ").title(),
            purposes=[purpose],
            legal_form="association",
            country=country,
            unit="collection",
            work="Keeps what is common.",
            org_id=f"XI-EX-{name}",
        )
        office.book(
            "payee_checked",
            f"payee:{name}",
            "2031-05-20",
            criteria=[{"criterion": "open", "met": True}],
            conflicts=[],
            sanctions={"list": "EU"},
            outcome="admitted",
            reason="meets all criteria",
        )
        office.book(
            "payee_bank_changed",
            f"payee:{name}",
            "2031-05-21",
            iban="DE02120300000000202051",
            holder=name,
            confirmed_by="second",
            usable_from="2031-05-28",
        )
    office.book("payee_suspended", "payee:dialect-map", "2031-06-01", reason="address unknown")
    office.book("payee_reinstated", "payee:dialect-map", "2031-06-20", reason="address found")
    office.book(
        "payee_reported",
        "payee:archive",
        "2033-12-01",
        period="2032",
        report_digest=office.put("We digitised."),
        summary="Digitised 1,000 items.",
    )


def register(office: Office, party: str, number: int) -> None:
    """A party, its deployment and its duties."""
    subject = f"party:{party}"
    office.book(
        "registration_submitted",
        subject,
        "2031-06-01",
        name=f"Maker {number}",
        country="IE",
        answers={"commercial": True},
        accounting_period_end="12-31",
        liable_since="2031-01-01",
    )
    office.book("registration_verified", subject, "2031-06-05", reason="register of companies")
    office.book("registration_activated", subject, "2031-06-06", number=f"N{number}")
    office.book(
        "membership_recorded",
        subject,
        "2031-06-07",
        member=f"Maker {number} Ltd",
        since="2031-01-01",
        evidence="accounts",
    )
    office.book(
        "deployment_registered",
        f"deployment:d-{number}",
        "2031-06-08",
        party=party,
        product=f"Assistant {number}",
        models=["m"],
        channel="app",
        since="2031-01-01",
    )
    office.book(
        "scope_decided",
        f"deployment:d-{number}",
        "2031-06-20",
        outcome="in scope",
        reason="crawled, more than ten trillion tokens",
        findings=[{"test": "public", "found": True}],
    )
    for year in (2031, 2032):
        office.book(
            "obligation_opened",
            f"obligation:{party}-{year}",
            f"{year}-12-31",
            party=party,
            period=str(year),
            start=f"{year}-01-01",
            end=f"{year}-12-31",
            file_by=f"{year + 1}-08-31",
            pay_by=f"{year + 1}-10-01",
        )


def out_of_scope(office: Office) -> None:
    """A party that owes nothing."""
    office.book(
        "registration_submitted",
        "party:p-6",
        "2031-06-09",
        name="School",
        country="IE",
        answers={},
        accounting_period_end="12-31",
        liable_since="2031-01-01",
    )
    office.book(
        "deployment_registered",
        "deployment:d-6",
        "2031-06-09",
        party="p-6",
        product="Homework",
        models=["m"],
        channel="api",
        since="2031-01-01",
        until="2031-09-01",
    )
    office.book(
        "scope_decided", "deployment:d-6", "2031-06-21", outcome="out of scope", reason="not commercial", findings=[]
    )
    office.book(
        "obligation_opened",
        "obligation:p-6-2031",
        "2031-12-31",
        party="p-6",
        period="2031",
        start="2031-01-01",
        end="2031-12-31",
        file_by="2032-08-31",
        pay_by="2032-10-01",
    )
    office.book("obligation_waived", "obligation:p-6-2031", "2032-01-10", reason="out of scope")
    office.book("registration_closed", "party:p-6", "2032-01-11", reason="out of scope")


def assess_return(
    office: Office,
    party: str,
    year: int,
    text: str,
    act: str,
    rates: str,
    on: str,
    *,
    before: int = 0,
    supersedes: str = "",
) -> int:
    digest = office.put(text)
    table = read_reference_rates(RATES.splitlines(), "rates.csv")
    found = assess(load_return(text, "r"), load_instrument(ACT, "act"), base="turnover", rates=table)
    number = 2 if supersedes else 1
    office.book(
        "assessed",
        f"assessment:A-{party}-{year}-{number}",
        on,
        posts=move(f"Receivable:Levy:{party}", f"Assessed:Levy:{year}", found.amount - before, "EUR"),
        assessment_kind="amended" if supersedes else "self",
        party=party,
        period=str(year),
        **{"return": f"r-{party}-{year}"},
        return_digest=digest,
        instrument="test-act",
        instrument_digest=act,
        law_of=f"{year}-12-31",
        base="turnover",
        given={},
        rates_digest=rates,
        amount=found.amount,
        currency="EUR",
        exact=written(found.exact),
        base_amount=int(sum((line.amount or Fraction(0)) for line in found.lines if line.step == "revenue")),
        lines=[
            {
                "step": line.step,
                "text": line.text,
                "law": line.law,
                "fact": line.fact,
                "amount": None if line.amount is None else written(line.amount),
            }
            for line in found.lines
        ],
        members={},
        rates=[str(rate) for rate in found.rates],
        charge=f"C-{party}-{year}",
        due=f"{year + 1}-10-01",
        **({"supersedes": supersedes} if supersedes else {}),
        **({"of_surplus": written(found.of_surplus)} if found.of_surplus is not None else {}),
    )
    return found.amount


def declare(office: Office, party: str, year: int, code: str, revenue: int, act: str, rates: str) -> None:
    """A return and its assessment."""
    late = 20 if party == "p-5" and year == 2031 else 0
    filed = date(year + 1, 8, 20) + timedelta(days=11 + late if late else 0)
    on = filed.isoformat()
    text = return_text(party, year, code, revenue, revenue // 10 if party == "p-1" else None)
    office.book(
        "return_filed",
        f"return:r-{party}-{year}",
        on,
        party=party,
        period=str(year),
        start=f"{year}-01-01",
        end=f"{year}-12-31",
        currency=code,
        version=1,
        return_digest=office.put(text),
        obligation=f"{party}-{year}",
        filed=on,
        days_late=late,
    )
    amount = assess_return(office, party, year, text, act, rates, on)
    if party == "p-3" and year == 2031:
        amended = return_text(party, year, code, revenue + 1_000_000_00)
        office.book(
            "return_amended",
            f"return:r-{party}-{year}",
            "2032-09-20",
            party=party,
            period="2031",
            version=2,
            return_digest=office.put(amended),
            replaces=office.put(text),
            filed="2032-09-20",
            reason="a product was forgotten",
        )
        office.book("enquiry_opened", f"return:r-{party}-{year}", "2032-09-21", reason="checked after amendment")
        office.book(
            "enquiry_closed", f"return:r-{party}-{year}", "2032-09-25", outcome="no change", reason="right as amended"
        )
        amount = assess_return(
            office, party, year, amended, act, rates, "2032-09-22", before=amount, supersedes=f"A-{party}-{year}-1"
        )
    office.book(
        "notice_issued",
        f"notice:n-{party}-{year}",
        f"{year + 1}-09-23",
        party=party,
        charges=[f"C-{party}-{year}"],
        reference="RF18539007547034",
        amount=amount,
        currency="EUR",
        due=f"{year + 1}-10-01",
    )


def late_and_disputed(office: Office) -> None:
    """Penalty, interest, joint liability."""
    office.book(
        "penalty_raised",
        "charge:penalty/late-return/p-5/2031",
        "2032-09-21",
        posts=move("Receivable:Penalty:p-5", "Assessed:Penalty:2031", 10000, "EUR"),
        party="p-5",
        period="2031",
        charge="C-p-5-2031",
        ground="late-return: the return for 2031 is 20 days late",
        law="Test Act s. 1",
        amount=10000,
        due="2032-10-21",
    )
    owed = 12_345_678
    table = load_instrument(ACT, "act").values["late_interest"]
    found = interest(owed, date(2032, 10, 1), date(2032, 12, 1), table)
    office.book(
        "interest_raised",
        "charge:I-p-4-2031",
        "2032-12-01",
        posts=move("Receivable:Interest:p-4", "Assessed:Interest:2031", found.amount, "EUR"),
        party="p-4",
        period="2031",
        charge="C-p-4-2031",
        principal=owed,
        start="2032-10-01",
        until="2032-12-01",
        spans=[
            {
                "start": s.start.isoformat(),
                "until": s.until.isoformat(),
                "rate": written(s.rate),
                "days": s.days,
                "principal": owed,
                "amount": written(s.amount),
            }
            for s in found.spans
        ],
        amount=found.amount,
        due="2032-12-31",
    )
    office.book(
        "joint_liability_notified",
        "charge:C-p-5-2031",
        "2033-01-15",
        party="p-5",
        member="Maker 5 Ltd",
        amount=1000,
        due="2033-02-14",
    )


def return_text(party: str, year: int, code: str, revenue: int, profit: int | None = None) -> str:
    """A return as a file."""
    facts: dict[str, Any] = {"local_revenue": revenue}
    if profit is not None:
        facts["world_profit"] = profit
    return json.dumps(
        {
            "schema": "agister.levy.return/1",
            "id": f"r-{party}-{year}",
            "party": party,
            "currency": code,
            "period": {"start": f"{year}-01-01", "end": f"{year}-12-31"},
            "facts": facts,
        }
    )
