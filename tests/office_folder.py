"""Office folders for tests, each at a stage of one small year: founded, assessed, paid, shared out, ordered.

The act takes a tenth of revenue. Acme owes EUR 100,000.00 and pays it, Bolt owes EUR 50,000.00 and pays EUR 20,000.00. Of the
EUR 120,000.00 the office keeps 2 % for its costs and 3 % of the rest as reserve; three payees share what is left.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Sequence
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from agister.ledger import JournalEntry
from agister.office.booking import Beside, book_document
from agister.office.creditors import reference_of
from agister.office.folder import Office, found_office, open_office
from agister.office.paying import prepare_order, release_order
from agister.office.receiving import receive
from agister.office.settings import BankAccount, Settings
from agister.office.sharing import approve_run, freeze_run, propose_run, publish_run
from tests.bank_messages import IBAN, details, entry, one_day
from tests.levy_acts import act_text, return_text
from tests.levy_governance import ACCOUNT, APPLICATION, CHARTER, CHECK
from tests.unit.levy.procedure.desk import VALUES

STAGES = ("founded", "assessed", "paid", "shared", "ordered")
ACT = act_text("turnover", VALUES)
#: Screenings and reports stay good, so that a test need not renew them.
LASTING = {"acts": ["test-act"], "sanctions_days": "3650", "report_months": "120"}
CHARTERED = json.dumps({"schema": "agister.levy.charter/1", **CHARTER, **LASTING})
KEY = """kind: first_cut
law: "commons, decision D-1"
first: {administration: 2%}
then: purposes
within:
  purposes:
    kind: fixed
    weights: {reserve: 3, commons: 72, adaptation: 25}
    within:
      commons: {kind: fixed, weights: {archive: 4, library: 1}}
      adaptation: {kind: fixed, weights: {fund: 1}}
"""
#: Payee → purpose, IBAN, BIC. The fund is outside SEPA: orders that pay it have two blocks.
PAYEES = {
    "archive": ("commons", "NL91ABNA0417164300", ""),
    "library": ("commons", "FR1420041010050500013M02606", ""),
    "fund": ("adaptation", "AE070331234567890123456", "EBILAEAD"),
}
#: What each of them is entitled to in the run 2027, in minor units.
SHARES = {"archive": 6_773_760, "library": 1_693_440, "fund": 2_940_000}
PARTIES = {"acme": 100_000_000, "bolt": 50_000_000}
#: IBAN of a payer.
PAYER = "DE02120300000000202051"


def day(text: str) -> date:
    return date.fromisoformat(text)


def digest(text: str) -> str:
    return "sha256:" + sha256(text.encode("utf-8")).hexdigest()


def paper(schema: str, values: dict[str, Any]) -> bytes:
    """A document: JSON is YAML."""
    return json.dumps({"schema": f"agister.levy.{schema}/1", **values}).encode("utf-8")


def book(
    office: Office, schema: str, values: dict[str, Any], on: str, by: str = "ana", beside: Beside | None = None
) -> tuple[JournalEntry, ...]:
    """Book a document on a day."""
    content = paper(schema, values)
    return book_document(office, content, f"{schema}.yaml", on=day(on), by=by, beside=beside or Beside())


def file_return(
    office: Office, party: str, revenue: int, on: str = "2028-08-20", beside: Beside | None = None
) -> tuple[JournalEntry, ...]:
    """File a return of revenue in the territory, in minor units, and assess it."""
    text = return_text({"local_revenue": revenue}, party=party, id=f"R-{party}")
    return book_document(office, text.encode(), "return.yaml", on=day(on), by=party, beside=beside or Beside())


def paid_in(charge: str, text: str, reference: str, name: str = "Acme plc", iban: str = PAYER, **more: Any) -> str:
    """An entry of a statement: money under the creditor reference of a charge."""
    made = details(
        name=name, iban=iban, reference=reference_of(charge) if charge else "", remittance=more.pop("remittance", "")
    )
    return entry(text, made, reference=reference, booking="2028-10-02", value="2028-10-02", **more)


def both_pay() -> bytes:
    """Acme pays all, Bolt a part."""
    return one_day(
        paid_in("levy/acme/2027", "100000.00", "B-1"),
        paid_in("levy/bolt/2027", "20000.00", "B-2", "Bolt SE", "AT611904300234573201"),
        opening="0.00",
        closing="120000.00",
    )


def office_at(stage: str, folder: Path) -> Office:
    """An office of its own at a stage."""
    shutil.copytree(_template(stage), folder)
    return open_office(folder)


def numbers(office: Office) -> dict[str, int]:
    """Account → minor units, debits positive."""
    return {account: units for (account, _), units in office.journal.balances().items()}


def said(entries: Sequence[JournalEntry]) -> list[tuple[str, str]]:
    """Kind and subject of entries."""
    return [(entry.kind, entry.subject) for entry in entries]


@cache
def _place() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="agister-office-")


@cache
def _template(stage: str) -> Path:
    folder = Path(_place().name) / stage
    number = STAGES.index(stage)
    if number == 0:
        _found(folder)
    else:
        shutil.copytree(_template(STAGES[number - 1]), folder)
        {"assessed": _assess, "paid": _pay, "shared": _share, "ordered": _order}[stage](open_office(folder))
    return folder


def settings(**more: Any) -> Settings:
    return Settings(name="Test office", banks=(BankAccount(name="main", iban=IBAN, holder="Test office"),), **more)


def _found(folder: Path) -> None:
    office = found_office(folder, settings(), act=ACT, charter=CHARTERED, on=day("2027-01-01"), by="ana")
    for state in ("east", "west", "north"):
        values = {"charter": "commons", "party": state, "kind": "state", "name": state.title(), "since": "2027-01-02"}
        book(office, "accession", values, "2027-01-02")
    for payee, (purpose, iban, bic) in PAYEES.items():
        own = {"id": payee, "name": payee.title(), "purposes": [purpose], "org_id": None}
        if purpose == "adaptation":
            own |= {"unit": "effort", "works": None}
        applied = {key: value for key, value in {**APPLICATION, **own}.items() if value is not None}
        book(office, "payee-application", applied, "2027-01-03")
        criteria = [item for item in CHECK["criteria"] if purpose == "commons" or item["id"] != "open"]
        screened = {**CHECK["sanctions"], "day": "2027-01-04"}
        book(
            office, "payee-check", {**CHECK, "payee": payee, "criteria": criteria, "sanctions": screened}, "2027-01-04"
        )
        account = {**ACCOUNT, "payee": payee, "iban": iban, "holder": payee.title(), "confirmed_by": "bo"}
        book(office, "payee-account", {**account, **({"bic": bic} if bic else {})}, "2027-01-05")
    decide_on(office, KEY, "D-1", "2027-02-01", "2027-03-04", "2027-03-10", "2027-03-20", "2027-04-01")


def decide_on(
    office: Office, key: str, name: str, proposed: str, consulted: str, voted: str, counted: str, effect: str
) -> None:
    """A key is proposed, consulted on, voted on by three states, and takes effect."""
    path = office.folder / f"{name}.yaml"
    path.write_text(key, "utf-8")
    of = {"charter": "commons", "decision": name}
    decision = {
        "id": name, "charter": "commons", "matter": "key", "proposal": "A key", "proposal_digest": digest(key),
        "proposer": "east",
    }  # fmt: skip
    book(office, "decision", decision, proposed, beside=Beside(attachments=(path,)))
    path.unlink()
    book(office, "consultation", {**of, "start": proposed, "end": consulted, "responses": 3}, voted)
    for state in ("east", "west", "north"):
        book(office, "vote", {**of, "voter": state, "vote": "for"}, voted)
    book(office, "count", {**of, "takes_effect": effect}, counted)


def _assess(office: Office) -> None:
    for party, revenue in PARTIES.items():
        register(office, party)
        file_return(office, party, revenue)


def register(office: Office, party: str) -> None:
    """A party that is asked for a return for 2027."""
    about = {
        "party": party, "name": f"{party.title()} plc", "country": "DE", "accounting_period_end": "12-31",
        "liable_since": "2027-01-01", "answers": {"commercial": "yes"},
    }  # fmt: skip
    book(office, "registration", about, "2027-05-01")
    book(office, "registration-decision", {"party": party, "decision": "verified", "reason": "register"}, "2027-05-02")
    book(office, "registration-decision", {"party": party, "decision": "activated", "number": party}, "2027-05-02")
    asked = {"party": party, "period": "2027", "start": "2027-01-01", "end": "2027-12-31"}
    book(office, "obligation", asked, "2028-01-05")


def _pay(office: Office) -> None:
    receive(office, both_pay(), "statement.xml", on=day("2028-10-03"), by="ana")


def _share(office: Office) -> None:
    propose_run(office, "2027", "2027", on=day("2029-02-01"), by="ana")
    freeze_run(office, "2027", on=day("2029-02-01"), by="ana")
    approve_run(office, "2027", on=day("2029-02-02"), by="bo")
    approve_run(office, "2027", on=day("2029-02-03"), by="cy")
    publish_run(office, "2027", on=day("2029-02-04"), by="ana")


def _order(office: Office) -> None:
    prepare_order(office, "O-1", bank="", execution=day("2029-02-06"), on=day("2029-02-05"), by="ana")
    release_order(office, "O-1", on=day("2029-02-05"), by="bo")
