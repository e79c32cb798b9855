"""Facts of the office as a return."""

from __future__ import annotations

import pytest

from agister.errors import ProcedureError
from agister.ledger import Amount
from agister.levy.procedure.document import Document, read_document
from agister.levy.procedure.document_schemas import PROCEDURE_SCHEMAS
from agister.levy.procedure.obligations import obligation
from agister.levy.procedure.own_facts import return_in
from tests.unit.levy.procedure.desk import DIGEST, Desk

TEXT = """\
schema: agister.levy.determination/1
party: acme
period: "2027"
reason: nobody filed
currency: USD
facts: {world_revenue: 5}
members:
  - {name: Sub Ltd, facts: {local_revenue: EUR 0.10}}
"""


def _desk() -> Desk:
    desk = Desk()
    desk.register()
    desk.ask()
    return desk


def test_the_return_has_the_period_that_is_asked_for_and_the_digest_of_the_document() -> None:
    document = read_document(TEXT, "paper.yaml", PROCEDURE_SCHEMAS)
    asked = obligation(_desk().journal, "acme", "2027")
    found = return_in(document, asked, "EUR")
    assert (found.start, found.end, found.party, found.id) == (asked.start, asked.end, "acme", "office/acme/2027")
    assert found.digest == document.digest
    assert found.facts == {"world_revenue": Amount(units=5, currency="USD")}
    assert found.members[0].facts == {"local_revenue": Amount(units=10, currency="EUR")}


def test_faults_have_the_line_of_the_document() -> None:
    asked = obligation(_desk().journal, "acme", "2027")
    wrong = read_document(TEXT.replace("EUR 0.10", "EUR 0.101"), "paper.yaml", PROCEDURE_SCHEMAS)
    with pytest.raises(ProcedureError, match=r"paper\.yaml is refused: line 8, `members\[0\]\.facts\.local_revenue`"):
        return_in(wrong, asked, "EUR")
    with pytest.raises(ProcedureError, match="`facts` is missing"):
        return_in(Document(schema="determination", values={}, digest=DIGEST, name="paper.yaml"), asked, "EUR")
