"""Keys: what is the same in two messages has one, what is not has two."""

from __future__ import annotations

from agister.payments.camt import read_camt
from agister.payments.csv_statement import read_csv
from agister.payments.statement import StatementItem, new_items
from agister.payments.statement_keys import Keys, derived
from tests.bank_messages import IBAN, OTHER, details, entry, message, one_day, statement


def items(data: bytes) -> tuple[StatementItem, ...]:
    return tuple(item for found in read_camt(data, "a").statements for item in found.items)


PAID = details("5.00", name="A", iban=OTHER, end_to_end="E-1")


def test_a_notification_and_a_statement_of_one_booking() -> None:
    told = items(message(statement(entry("5.00", PAID, reference="B-1"), name="Ntfctn", id="N-1"), kind="camt.054"))
    stated = items(one_day(entry("5.00", reference="B-1"), closing="105.00"))
    assert told[0].key == stated[0].key == f"bank:{IBAN}:2031-01-02:+500EUR:B-1"
    assert new_items(stated, {told[0].key}) == ((), stated)


def test_a_table_of_the_same_booking() -> None:
    table = f"account,currency,booking_day,amount,bank_reference\n{IBAN},EUR,2031-01-02,5.00,B-1\n".encode()
    found = read_csv(table, "a").statements[0].items
    assert found[0].key == items(one_day(entry("5.00", reference="B-1"), closing="105.00"))[0].key


def test_a_batch_that_only_one_message_divides() -> None:
    divided = items(
        message(
            statement(entry("7.00", details("5.00"), details("2.00"), reference="B-1"), name="Ntfctn"), kind="camt.054"
        )
    )
    whole = items(one_day(entry("7.00", reference="B-1"), closing="107.00"))
    assert [item.key.rpartition("#")[2] for item in divided] == ["1", "2"]
    assert [item.part for item in divided] == ["1/2", "2/2"]
    assert new_items(whole, {divided[0].key}) == ((), whole)
    assert new_items(divided, {whole[0].key}) == ((), divided)
    assert new_items(divided, ()) == (divided, ())


def test_a_payment_its_fee_and_its_return_may_share_a_reference() -> None:
    found = items(
        one_day(
            entry("5.00", reference="B-1"),
            entry("0.10", credit=False, reference="B-1"),
            entry("5.00", credit=False, reversal=True, reference="B-1"),
            entry("5.00", reference="B-1", booking="2031-01-03"),
            closing="104.90",
        )
    )
    assert len({item.key for item in found}) == 4


def test_equal_movements_without_a_reference_are_numbered() -> None:
    data = one_day(entry("5.00", PAID), entry("5.00", PAID), closing="110.00")
    found = items(data)
    assert found[1].key == f"{found[0].key}~2"
    assert [item.key for item in items(data)] == [item.key for item in found]
    assert found[0].bank_reference.startswith("derived-")
    # The first of them alone, as a statement of the morning has it, is the first of them.
    assert items(one_day(entry("5.00", PAID), closing="105.00"))[0].key == found[0].key


def test_two_statements_with_one_reference_tell_of_one_movement() -> None:
    made = entry("5.00", reference="B-1")
    found = items(
        message(statement(made, id="N-1", name="Ntfctn"), statement(made, id="N-2", name="Ntfctn"), kind="camt.054")
    )
    assert found[0].key == found[1].key
    assert new_items(found, ()) == (found[:1], found[1:])
    twice = items(message(statement(made, made, name="Ntfctn"), kind="camt.054"))
    assert len({item.key for item in twice}) == 2


def test_what_is_not_booked_has_another_key() -> None:
    found = items(one_day(entry("5.00", PAID, status="PDNG"), entry("5.00", PAID), closing="105.00"))
    assert found[0].key.endswith(":PDNG") and "~" not in found[1].key


def test_a_transaction_has_the_reference_where_the_entry_has_none() -> None:
    found = items(one_day(entry("5.00", details("5.00", bank_reference="T-9")), closing="105.00"))
    assert found[0].bank_reference == "T-9" and found[0].key.endswith(":T-9")


def test_marks_within_a_reference_divide_nothing() -> None:
    found = items(one_day(entry("7.00", details("5.00"), details("2.00"), reference="a#b:c~d%"), closing="107.00"))
    assert found[0].entry_key.endswith(":a%23b%3Ac%7Ed%25") and found[0].key == f"{found[0].entry_key}#1"


def test_derived_references_differ_with_what_is_said() -> None:
    from agister.payments.camt_entry import read_entry
    from agister.payments.xml_message import Element, read_xml

    taken: list[Element] = []
    made = [entry("5.00", PAID), entry("5.00", PAID.replace("E-1", "E-2")), entry("5.00", PAID, value="2031-01-04")]
    read_xml(message(statement(*made)), "a", {"BkToCstmrStmt": "camt.053"}, {"Ntry": taken.append})
    entries = [read_entry(element, IBAN, None) for element in taken]
    assert len({derived(one) for one in entries}) == 3
    keys = Keys()
    assert len({keys.entry_key(IBAN, one)[0] for one in entries}) == 3
