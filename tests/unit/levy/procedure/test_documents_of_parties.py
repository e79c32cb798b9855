"""Documents about parties: enquiries and what the office assesses itself afterwards."""

from __future__ import annotations

from agister.ledger import JournalEntry
from agister.levy.procedure.document import read_document
from agister.levy.procedure.document_schemas import PROCEDURE_SCHEMAS
from agister.levy.procedure.documents import book_document
from agister.levy.procedure.registration import registration
from tests.unit.levy.procedure.desk import Desk, day


def _book(desk: Desk, text: str, on: str) -> JournalEntry:
    document = read_document(text, "paper.yaml", PROCEDURE_SCHEMAS)
    return desk.book(book_document(document, desk.journal, desk.instrument, day(on), "ben"))[0]


def test_an_enquiry_and_the_assessment_that_follows_it() -> None:
    desk = Desk()
    desk.register()
    desk.ask()
    desk.filed(1000)
    about = "party: acme\nperiod: '2027'\nreason: spot check\n"
    _book(desk, f"schema: agister.levy.enquiry/1\n{about}step: open", "2028-09-01")
    closed = _book(desk, f"schema: agister.levy.enquiry/1\n{about}step: close\noutcome: amended", "2028-10-01")
    assert closed.facts["outcome"] == "amended"
    text = f"schema: agister.levy.determination/1\n{about}kind: amended\nfacts: {{local_revenue: 3000}}"
    entry = _book(desk, text, "2028-10-02")
    assert (entry.facts["assessment_kind"], entry.facts["amount"], entry.facts["reason"]) == (
        "amended",
        300,
        "spot check",
    )
    assert entry.facts["evidence_digest"] == entry.documents[0]
    assert desk.charge().raised == 300


def test_answers_stand_in_the_registration_with_their_currency() -> None:
    desk = Desk()
    text = (
        "schema: agister.levy.registration/1\nparty: bolt\nname: Bolt\ncountry: FR\naccounting_period_end: 12-31\n"
        "liable_since: 2027-01-01\nanswers: {commercial: yes, local_revenue: EUR 1.00}"
    )
    entry = _book(desk, text, "2027-01-02")
    assert entry.facts["answers"] == {"commercial": True, "local_revenue": {"units": 100, "currency": "EUR"}}
    assert registration(desk.journal, "bolt").state == "submitted"
