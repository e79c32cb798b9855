"""Documents of a payee's life: one action for each schema."""

from __future__ import annotations

from agister.levy.payees import PAYEE_DOCUMENTS, PAYEE_SCHEMAS
from tests.levy_governance import ACCOUNT, CHECK, admitted, book, chartered, document


def test_each_schema_has_its_action() -> None:
    assert set(PAYEE_DOCUMENTS) == set(PAYEE_SCHEMAS)


def test_each_entry_names_its_document() -> None:
    kept = admitted(chartered())
    (entry,) = book(kept, "payee-account", ACCOUNT, "2027-02-03")
    assert entry.documents == (document("payee-account", ACCOUNT).digest,)
    assert entry.key == "payee:archive/payee_bank_changed/1"


def test_the_same_document_on_the_same_day_is_booked_once() -> None:
    kept = admitted(chartered())
    before = kept.head()
    (entry,) = book(kept, "payee-check", CHECK, "2027-02-02")
    assert entry.key == "payee:archive/payee_checked/1"
    assert kept.head() == before
