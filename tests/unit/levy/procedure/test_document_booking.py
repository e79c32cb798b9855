"""What an action on a document has at hand."""

from __future__ import annotations

import pytest

from agister.errors import ProcedureError
from agister.ledger import Amount
from agister.levy.procedure.document import Document
from agister.levy.procedure.document_booking import Booking
from tests.unit.levy.procedure.desk import ACT, DIGEST, Desk, day


def test_amounts_are_in_the_currency_of_the_act() -> None:
    document = Document(schema="refund", values={}, digest=DIGEST, name="refund.yaml")
    it = Booking(document=document, reader=Desk().journal, instrument=ACT, on=day("2027-01-01"), by="ana")
    assert it.units(Amount(units=5, currency="EUR")) == 5
    with pytest.raises(ProcedureError, match=r"refund\.yaml: an amount is in USD; this levy is charged in EUR"):
        it.units(Amount(units=5, currency="USD"))
    with pytest.raises(ProcedureError, match="is in nothing"):
        it.units("5")
