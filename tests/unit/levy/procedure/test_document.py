"""Documents of an office: read exactly, refused with line, key and what is allowed."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agister.errors import ProcedureError
from agister.ledger import Amount
from agister.levy.procedure.document import parse_document, read_document, schema_word
from agister.levy.procedure.document_fields import Field, Schema

SCHEMAS = {
    "parcel": Schema(
        meaning="for tests",
        fields={
            "id": Field(kind="id"),
            "to": Field(kind="text", meaning="whom it goes to"),
            "sent": Field(kind="day"),
            "value": Field(kind="money", needed=False),
            "currency": Field(kind="currency", needed=False),
            "share": Field(kind="share", needed=False),
            "weight": Field(kind="number", needed=False),
            "pieces": Field(kind="count", needed=False),
            "urgent": Field(kind="yes", needed=False),
            "how": Field(kind="word", words=("ship", "rail"), needed=False),
            "stops": Field(kind="ids", needed=False),
            "notes": Field(kind="texts", needed=False),
            "proof": Field(kind="digest", needed=False),
            "answers": Field(kind="any", needed=False),
            "sender": Field(kind="table", needed=False, fields={"name": Field(kind="text")}),
            "lines": Field(
                kind="rows", needed=False, fields={"what": Field(kind="text"), "cost": Field(kind="signed")}
            ),
        },
    )
}
WHOLE = """\
schema: agister.levy.parcel/1
id: P-1
to: The archive
sent: 2027-01-31
currency: GBP
value: 12345
share: 1/3
weight: 2.5
pieces: 3
urgent: yes
how: rail
stops: [a, b-2]
notes: [first]
proof: sha256:0000000000000000000000000000000000000000000000000000000000000000
answers: {colour: 0x10}
sender: {name: Ana}
lines:
  - {what: paper, cost: -5}
"""


def test_every_kind_of_value_is_read_exactly() -> None:
    found = read_document(WHOLE, "parcel.yaml", SCHEMAS)
    assert (found.schema, found.name) == ("parcel", "parcel.yaml")
    assert found.text("id") == "P-1"
    assert found.day("sent") == date(2027, 1, 31)
    assert found.money("value") == Amount(units=12345, currency="GBP")
    assert found.number("share") == Fraction(1, 3)
    assert found.number("weight") == Fraction(5, 2)
    assert found.count("pieces") == 3
    assert found.yes("urgent")
    assert found.text("how") == "rail"
    assert found.texts("stops") == ("a", "b-2")
    assert found.table("answers") == {"colour": "0x10"}
    assert found.table("sender") == {"name": "Ana"}
    assert found.rows("lines") == ({"what": "paper", "cost": Amount(units=-5, currency="GBP")},)
    assert found.digest.startswith("sha256:")
    assert not found.has("schema")


def test_what_was_left_out_has_a_default_or_is_missing() -> None:
    found = read_document("{schema: agister.levy.parcel/1, id: P-1, to: a, sent: 2027-01-31}", "p.yaml", SCHEMAS)
    assert found.text("how", "ship") == "ship"
    assert found.day_or_none("value") is None
    assert (found.texts("notes"), dict(found.table("sender")), found.rows("lines")) == ((), {}, ())
    assert not found.yes("urgent")
    with pytest.raises(ProcedureError, match=r"p\.yaml: `value` is missing"):
        found.money("value")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("schema: agister.levy.parcel/1", "schema: agister.levy.parsel/1"), "did you mean `agister.levy.parcel/1`"),
        (("schema: agister.levy.parcel/1\n", ""), "`schema`: is missing; the file must say"),
        (("to: The archive\n", ""), r"line 1, `to`: is missing; write it down \(whom it goes to\)"),
        (("sent: 2027-01-31", "sent: 31.1.2027"), "line 4, `sent`: is the text '31.1.2027'; allowed: a date"),
        (("urgent", "urgnet"), "`urgnet`: is not a known key; did you mean `urgent`"),
        (("how: rail", "how: raill"), r"did you mean rail\?"),
        (("stops: [a, b-2]", "stops: [a, 'b c']"), r"`stops\[1\]`: is the text 'b c'; allowed: an identifier"),
        (("notes: [first]", "notes: first"), "`notes`: is the text 'first'; allowed: a list"),
        (("value: 12345", "value: 1.5"), "whole minor units"),
        (("value: 12345", "value: -1"), "not negative"),
        (("proof: sha256:0", "proof: sha256:x"), "64 hexadecimal digits"),
        (("sender: {name: Ana}", "sender: Ana"), "`sender`: is the text 'Ana'; allowed: the keys name"),
        (("answers: {colour: 0x10}", "answers: [1]"), "a mapping of words to texts"),
        (("what: paper, cost: -5", "cost: -5"), r"`lines\[0\].what`: is missing"),
        (("to: The archive", "to: " + "x" * 8001), "at most 8000"),
        (("id: P-1", "id: &a P-1"), "write it out instead"),
    ],
)
def test_faults_say_where_and_what_is_allowed(change: tuple[str, str], message: str) -> None:
    with pytest.raises(ProcedureError, match=message) as refused:
        read_document(WHOLE.replace(*change), "p.yaml", SCHEMAS)
    assert "\n" not in str(refused.value)


def test_a_list_that_is_too_long_is_refused() -> None:
    text = "{schema: agister.levy.parcel/1, id: P-1, to: a, sent: 2027-01-31, notes: [" + "a," * 10_001 + "]}"
    found, faults = parse_document(text, SCHEMAS)
    assert found is None
    assert "at most 10000" in str(faults[0])


_PIECES = st.lists(
    st.one_of(
        st.sampled_from([*WHOLE.splitlines(), "- a", "{", "]", "&x", "? b", "schema: agister.levy.parcel/1"]),
        st.text(max_size=12),
    ),
    max_size=12,
)


@given(_PIECES)
def test_no_text_makes_it_fail_otherwise_than_with_one_line(pieces: list[str]) -> None:
    text = "\n".join(pieces)
    assert isinstance(schema_word(text), str)
    found, faults = parse_document(text, SCHEMAS)
    assert (found is None) is bool(faults)
    try:
        read_document(text, "p.yaml", SCHEMAS)
    except ProcedureError as refused:
        assert "\n" not in str(refused)


@pytest.mark.parametrize(
    ("text", "word"),
    [("schema: agister.levy.return/1", "return"), ("schema: other/1", ""), ("", ""), ("- 1", ""), ("a: &b 1", "")],
)
def test_the_word_of_a_schema_is_found_without_reading_the_rest(text: str, word: str) -> None:
    assert schema_word(text) == word
