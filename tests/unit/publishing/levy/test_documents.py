"""Which documents a report publishes."""

from __future__ import annotations

from agister.publishing.levy.documents import ReturnsShown, is_public, named_documents
from tests.levy_books_desk import Office


def test_every_document_of_an_entry_is_named_once_with_what_it_is(office: Office) -> None:
    entry = next(item.entry for item in office.journal.entries(kinds=("assessed",)))
    names = [what for what, _ in named_documents(entry)]
    assert sorted(names) == ["instrument_digest", "rates_digest", "return_digest"]


def test_a_charter_and_the_inputs_of_a_run_are_known_as_such(office: Office) -> None:
    charter = next(item.entry for item in office.journal.entries(kinds=("charter_adopted",)))
    assert [what for what, _ in named_documents(charter)] == ["charter_digest"]
    run = next(item.entry for item in office.journal.entries(kinds=("run_frozen",)))
    assert [what for what, _ in named_documents(run)] == ["key_digest"]


def test_returns_follow_the_choice_and_bank_statements_never_go_out(office: Office) -> None:
    filed = next(item.entry for item in office.journal.entries(kinds=("return_filed",)))
    for returns, named, expected in (
        (ReturnsShown.NONE, frozenset({"p-1"}), False),
        (ReturnsShown.NAMED, frozenset({"p-1"}), True),
        (ReturnsShown.NAMED, frozenset({"p-2"}), False),
        (ReturnsShown.ALL, frozenset(), True),
    ):
        assert is_public("return_digest", filed, returns=returns, named=named) is expected
    assert not is_public("statement_digest", filed, returns=ReturnsShown.ALL, named=frozenset())
    assert is_public("instrument_digest", filed, returns=ReturnsShown.NONE, named=frozenset())
