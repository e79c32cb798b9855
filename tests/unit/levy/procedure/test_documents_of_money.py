"""Documents about money: amounts in minor or major units, several charges in one matching."""

from __future__ import annotations

from agister.levy.procedure.document import read_document
from agister.levy.procedure.document_schemas import PROCEDURE_SCHEMAS
from agister.levy.procedure.documents import book_document
from tests.unit.levy.procedure.desk import Desk, day


def test_one_receipt_for_two_charges() -> None:
    desk = Desk()
    desk.register()
    for year in (2027, 2028):
        desk.ask(year=year)
        desk.filed(1000, year=year, on=f"{year + 1}-08-01")
    desk.received("R-1", 150, "2029-08-02")
    text = (
        "schema: agister.levy.matching/1\nreceipt: R-1\nparty: acme\nreason: named in a letter\napplied:\n"
        "  - {charge: levy/acme/2027, amount: 100}\n  - {charge: levy/acme/2028, amount: EUR 0.50}\n"
    )
    document = read_document(text, "paper.yaml", PROCEDURE_SCHEMAS)
    (entry,) = desk.book(book_document(document, desk.journal, desk.instrument, day("2029-08-03"), "ana"))
    assert entry.facts["method"] == "by hand: named in a letter"
    assert (desk.charge().outstanding, desk.charge("levy/acme/2028").outstanding) == (0, 50)
    assert (desk.balance("Pot:2027"), desk.balance("Pot:2028")) == (100, 50)
