"""A year in documents: each is read, booked, and booked once; what contradicts is refused with the name of its file."""

from __future__ import annotations

import pytest

from agister.errors import LevyError, ProcedureError
from agister.levy.procedure.document import Document, read_document
from agister.levy.procedure.document_schemas import PROCEDURE_SCHEMAS
from agister.levy.procedure.documents import PROCEDURE_DOCUMENTS, book_document
from tests.unit.levy.procedure.desk import Desk, day, declared

RF = "RF18539007547034"
#: (day, who, word, the rest of the document, kind of entry). None instead of a word: something else happens, done by the test.
YEAR: list[tuple[str, str, str, str, str]] = [
    ("2027-01-02", "acme", "registration", ("party: acme\nname: Acme plc\ncountry: DE\naccounting_period_end: 12-31\n"
     "liable_since: 2027-01-01\nanswers: {commercial: yes, world_revenue: 5}"), "registration_submitted"),
    ("2027-01-03", "ben", "registration-decision", "party: acme\ndecision: verified\nreason: seen", "registration_verified"),
    ("2027-01-03", "ben", "registration-decision", "party: acme\ndecision: activated\nnumber: N-1", "registration_activated"),
    ("2027-01-04", "acme", "membership", "party: acme\nmember: Sub Ltd\nsince: 2027-01-01\nvotes: 60%\nevidence: accounts",
     "membership_recorded"),
    ("2027-01-05", "ana", "obligation", "party: acme\nperiod: '2027'\nstart: 2027-01-01\nend: 2027-12-31",
     "obligation_opened"),
    ("2028-09-05", "ana", "determination", ("party: acme\nperiod: '2027'\nestimated: yes\nreason: nobody filed\n"
     "facts: {local_revenue: EUR 100.00}"), "assessed"),
    ("2028-09-06", "ana", "notice", f"party: acme\ncharges: [levy/acme/2027]\nreference: {RF}\ndue: 2028-10-01",
     "notice_issued"),
    ("2028-09-10", "acme", "dispute", ("case: D-1\nassessment: acme/2027/1\namount: EUR 4.00\nground: too high\n"
     "suspends: yes"), "dispute_opened"),
    ("2028-10-10", "ben", "dispute-decision", "case: D-1\noutcome: varied\nreduced_by: EUR 1.00\nreason: half right",
     "dispute_decided"),
    ("2028-11-01", "ana", "matching", ("receipt: R-1\nparty: acme\napplied:\n  - {charge: levy/acme/2027, amount: EUR 5.00}\n"
     "reason: told by telephone"), "matched"),
    ("2028-11-02", "ana", "taking-back", "receipt: R-1\nreason: wrong charge", "matched"),
    ("2028-11-03", "ana", "refund", "receipt: R-1\nparty: acme\namount: EUR 6.00\nreason: not ours", "refund_due"),
    ("2029-03-01", "ana", "interest", "charge: levy/acme/2027\nuntil: 2029-03-01", "interest_raised"),
    ("2029-03-02", "ana", "joint-liability", "charge: levy/acme/2027\nmember: Sub Ltd", "joint_liability_notified"),
    ("2029-03-03", "ana", "remission", "charge: levy/acme/2027\namount: EUR 2.00\nreason: flood", "remitted"),
    ("2029-03-04", "ana", "write-off", "charge: levy/acme/2027\namount: EUR 3.00\nreason: gone", "written_off"),
    ("2029-03-05", "ana", "obligation", "party: acme\nperiod: '2028'\nstart: 2028-01-01\nend: 2028-12-31",
     "obligation_opened"),
    ("2029-03-06", "ana", "waiver", "party: acme\nperiod: '2028'\nreason: closed down", "obligation_waived"),
]  # fmt: skip


def _read(word: str, rest: str, name: str = "paper.yaml") -> Document:
    return read_document(f"schema: agister.levy.{word}/1\n{rest}\n", name, PROCEDURE_SCHEMAS)


def test_a_year_in_documents_each_booked_once() -> None:
    desk = Desk()
    for on, by, word, rest, kind in YEAR:
        if word == "matching":
            desk.received("R-1", 600, "2028-10-20")
        document = _read(word, rest)
        entries = desk.book(book_document(document, desk.journal, desk.instrument, day(on), by))
        assert [entry.kind for entry in entries] == [kind], rest
        if word != "interest":
            assert document.digest in entries[0].documents
        if word != "taking-back":  # Nothing is applied any more.
            head = desk.journal.head()
            desk.book(book_document(document, desk.journal, desk.instrument, day(on), by))
            assert desk.journal.head() == head, rest
    assert desk.charge().outstanding == 400
    used = {word for _, _, word, _, _ in YEAR}
    assert set(PROCEDURE_DOCUMENTS) - used == {"enquiry"}


def test_every_schema_has_its_action() -> None:
    assert {word: schema for word, (schema, _) in PROCEDURE_DOCUMENTS.items()} == dict(PROCEDURE_SCHEMAS)


@pytest.mark.parametrize(
    ("word", "rest", "message"),
    [
        ("registration", "party: x\nanswers: {commercial: no}", "paper.yaml: You are not in scope of Test Act"),
        ("registration", "party: x\nanswers: {commercial: yes}", "`name` is missing"),
        ("enquiry", "party: acme\nperiod: '2027'\nstep: close\nreason: x", "`outcome` is missing"),
        ("dispute", "case: D\nassessment: acme/2027/1\namount: USD 1.00\nground: x", "an amount is in USD"),
        ("determination", "party: acme\nperiod: '2027'\nreason: x\nfacts: {local_revnue: 1}", "did you mean `local_revenue`"),
    ],
)  # fmt: skip
def test_refusals_name_the_file(word: str, rest: str, message: str) -> None:
    desk = Desk()
    desk.register()
    desk.ask()
    before = desk.journal.head()
    with pytest.raises((ProcedureError, LevyError), match=message.replace(".", r"\.")):
        book_document(_read(word, rest), desk.journal, desk.instrument, day("2028-09-05"), "ana")
    assert desk.journal.head() == before
    assert declared(1).digest
