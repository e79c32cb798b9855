"""What every journal keeps, whatever it is kept in: memory, SQLite, PostgreSQL. One suite for all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from agister.errors import JournalError
from agister.ledger import Journal, JournalEntry, SkimmingReader, Total
from agister.ledger.entry import START, chained
from tests.journals import NOW, closing, moved, postings


def book(journal: Journal, *entries: JournalEntry) -> None:
    with journal.write() as writer:
        for entry in entries:
            writer.append(entry)


def test_an_empty_journal(journal: Journal) -> None:
    assert journal.head() == (0, START)
    assert list(journal.entries()) == []
    assert journal.balances() == {}
    assert journal.totals() == {}
    assert journal.find("a") is None


def test_entries_come_back_as_they_were_with_their_chain(journal: Journal) -> None:
    first = moved(
        "a",
        facts={
            "amount": 2**80,
            "rows": [{"name": "Ménage 中", "yes": True, "none": None}],
            "text": "two\nlines \\u0000 \U0001f600",
        },
        documents=("sha256:" + "a" * 64,),
    )
    book(journal, first)
    book(journal, moved("b", corrects="a", text="", postings=()))
    one, two = journal.entries()
    assert one.entry == first
    assert (one.number, two.number, one.recorded) == (1, 2, NOW)
    assert one.digest == chained(START, 1, NOW, first)
    assert two.digest == chained(one.digest, 2, NOW, two.entry)
    assert journal.head() == (2, two.digest)
    assert journal.find("b") == two


def test_entries_by_number_kind_and_subject(journal: Journal) -> None:
    kinds = ("received", "matched", "paid")
    book(journal, *(moved(f"k{i}", kind=kinds[i % 3], subject=f"receipt:{i % 4}") for i in range(1, 13)))

    def numbers(**asked: object) -> list[int]:
        return [booked.number for booked in journal.entries(**asked)]  # type: ignore[arg-type]

    assert numbers() == list(range(1, 13))
    assert numbers(after=10) == [11, 12]
    assert numbers(upto=2) == [1, 2]
    assert numbers(after=3, upto=5) == [4, 5]
    assert numbers(after=12) == numbers(upto=0) == numbers(after=5, upto=4) == numbers(kinds=("never",)) == []
    assert numbers(upto=99) == numbers(kinds=("paid", "received", "matched")) == list(range(1, 13))
    assert numbers(kinds=("matched",)) == [1, 4, 7, 10]
    assert numbers(kinds={"paid", "matched"}, after=4) == [5, 7, 8, 10, 11]
    assert numbers(subject="receipt:0") == [4, 8, 12]
    assert numbers(subject="receipt:0", kinds=("matched", "paid"), upto=8) == [4, 8]


def test_more_entries_than_are_read_at_once(journal: Journal) -> None:
    book(journal, *(moved(f"k{i}", kind=("received", "paid")[i % 2]) for i in range(700)))
    assert [booked.number for booked in journal.entries()] == list(range(1, 701))
    assert [booked.number for booked in journal.entries(kinds=("paid", "received"), after=100)] == list(range(101, 701))


def test_skimming_takes_apart_what_is_asked_for_and_what_corrects(journal: Journal) -> None:
    if not isinstance(journal, SkimmingReader):
        pytest.skip("a journal in memory has its entries at hand")
    assert list(journal.skim({"paid"})) == []
    book(journal, *(moved(f"k{number}", kind="paid" if number % 7 == 0 else "received") for number in range(600)))
    book(journal, moved("back", corrects="k1", kind="received"))
    expected = [
        (booked.number, booked.entry.kind, "2031-02-03", entry if entry.kind == "paid" or entry.corrects else None)
        for booked in journal.entries()
        for entry in (booked.entry,)
    ]
    assert list(journal.skim({"paid"})) == expected
    assert sum(1 for *_, entry in expected if entry is not None) == 87


def test_what_is_booked_while_it_is_read_comes_with_the_next_reading(journal: Journal) -> None:
    book(journal, *(moved(f"k{i}") for i in range(300)))
    reading = journal.entries()
    next(reading)
    book(journal, moved("later"))
    assert len(list(reading)) == 299
    assert len(list(journal.entries())) == 301


def test_balances_by_account_and_day(journal: Journal) -> None:
    book(
        journal,
        moved("a"),
        moved("b", 5, on=date(2031, 2, 9)),
        moved("c", postings=postings(("Pot:2031", 3), ("Pot:2031-Q1", -3))),
        moved("d", postings=postings(("Pot:2031:x", 4), ("Potter", -4))),
        moved("e", postings=postings(("Bank:main", 1), ("Suspense", -1), currency="USD")),
        moved("f", postings=postings(("Reserve", 1), ("Administration", -1))),
        moved("g", postings=postings(("Reserve", -1), ("Administration", 1))),
    )
    assert list(journal.balances().items()) == [
        (("Bank:main", "EUR"), 12),
        (("Bank:main", "USD"), 1),
        (("Pot:2031", "EUR"), 3),
        (("Pot:2031-Q1", "EUR"), -3),
        (("Pot:2031:x", "EUR"), 4),
        (("Potter", "EUR"), -4),
        (("Suspense", "EUR"), -12),
        (("Suspense", "USD"), -1),
    ]
    assert journal.balances(under="Pot:2031") == {("Pot:2031", "EUR"): 3, ("Pot:2031:x", "EUR"): 4}
    assert journal.balances(under="Bank", on=date(2031, 2, 8)) == {("Bank:main", "EUR"): 7, ("Bank:main", "USD"): 1}
    assert journal.balances(under="Ban") == journal.balances(on=date(2031, 2, 2)) == {}


def test_totals_by_kind_account_and_span(journal: Journal) -> None:
    book(journal, moved("a"), moved("b", 5, on=date(2031, 2, 9)), moved("c", -3, kind="returned"))
    assert list(journal.totals(under="Bank").items()) == [
        (("received", "Bank:main", "EUR"), Total(debits=12, postings=2)),
        (("returned", "Bank:main", "EUR"), Total(credits=3, postings=1)),
    ]
    assert journal.totals(since=date(2031, 2, 9), until=date(2031, 2, 9)) == {
        ("received", "Bank:main", "EUR"): Total(debits=5, postings=1),
        ("received", "Suspense", "EUR"): Total(credits=5, postings=1),
    }


def test_sums_beyond_64_bits_are_exact(journal: Journal) -> None:
    most = 2**63 - 1
    twice = (("Bank:main", most), ("Bank:main", most - 1), ("Suspense", -most), ("Suspense", 1 - most))
    book(journal, *(moved(f"k{i}", postings=postings(*twice)) for i in range(5)))
    assert journal.balances() == {("Bank:main", "EUR"): 5 * (2 * most - 1), ("Suspense", "EUR"): -5 * (2 * most - 1)}
    assert journal.totals()["received", "Suspense", "EUR"] == Total(credits=5 * (2 * most - 1), postings=10)


def test_the_same_entry_twice_is_booked_once(journal: Journal) -> None:
    book(journal, moved("a", facts={"rows": ("x", "y")}))
    with journal.write() as writer:
        again = writer.append(moved("a", facts={"rows": ["x", "y"]}))
    assert again.number == 1
    assert journal.head()[0] == 1
    with pytest.raises(JournalError, match="a is booked already, as number 1, with other contents"):
        book(journal, moved("b"), moved("a", 8))
    assert journal.head()[0] == 1


def test_a_write_that_fails_books_nothing(journal: Journal) -> None:
    book(journal, moved("a"))
    with pytest.raises(JournalError, match="corrects z, which is not booked"):
        book(journal, moved("b"), moved("c", corrects="z"))
    with pytest.raises(KeyError), journal.write() as writer:
        writer.append(moved("b"))
        raise KeyError
    assert [booked.entry.key for booked in journal.entries()] == ["a"]
    assert journal.find("b") is None
    assert journal.balances(under="Bank") == {("Bank:main", "EUR"): 7}
    book(journal, moved("b"))
    assert journal.head()[0] == 2


def test_a_refused_entry_leaves_the_others_of_its_write(journal: Journal) -> None:
    with journal.write() as writer:
        writer.append(moved("a"))
        with pytest.raises(JournalError):
            writer.append(moved("b", corrects="z"))
        writer.append(moved("c", corrects="a"))
    assert [(booked.number, booked.entry.key) for booked in journal.entries()] == [(1, "a"), (2, "c")]


def test_a_write_reads_what_it_wrote(journal: Journal) -> None:
    with journal.write() as writer:
        booked = writer.append(moved("a"))
        assert writer.head() == (1, booked.digest)
        assert writer.find("a") == booked
        assert writer.balances(under="Bank") == {("Bank:main", "EUR"): 7}
        assert writer.totals(under="Bank") == {("received", "Bank:main", "EUR"): Total(debits=7, postings=1)}
        assert list(writer.entries()) == [booked]
        writer.append(moved("b", corrects="a"))


def test_closed_periods_do_not_change(journal: Journal) -> None:
    book(journal, moved("a"), closing("close", "2031-02-28", date(2031, 3, 1)))
    with pytest.raises(JournalError, match="the books are closed up to 2031-02-28"):
        book(journal, moved("b", on=date(2031, 2, 28)))
    book(
        journal, closing("close earlier", "2031-01-31", date(2031, 3, 1)), moved("b", on=date(2031, 3, 1), corrects="a")
    )
    with pytest.raises(JournalError, match="closed up to 2031-02-28"):
        book(journal, moved("c", on=date(2031, 2, 1)))
    with pytest.raises(JournalError, match="closed up to 2031-03-31"):
        book(journal, closing("close more", "2031-03-31", date(2031, 4, 1)), moved("c", on=date(2031, 3, 31)))
    book(journal, moved("c", on=date(2031, 3, 31)))
    with pytest.raises(JournalError, match="'until' is no day"):
        book(journal, closing("x", "soon", date(2031, 4, 1)))


def test_one_write_at_a_time_and_none_after_its_end(journal: Journal) -> None:
    with journal.write() as writer, pytest.raises(JournalError, match="being written"), journal.write():
        pass
    with pytest.raises(JournalError, match=r"open a write|open another"):
        writer.append(moved("a"))
    assert journal.head()[0] == 0


def test_checks_run_on_every_entry(journal: Journal) -> None:
    with pytest.raises(JournalError, match="not by bo"):
        book(journal, moved("a", by="bo"))


def test_what_is_private_is_kept_and_the_chain_is_over_its_seal(journal: Journal) -> None:
    entry = moved("a", facts={"iban": "DE00", "private": {"iban": "5a" * 16}})
    book(journal, entry)
    (booked,) = journal.entries()
    assert booked.entry.facts["iban"] == "DE00"
    assert booked.digest == chained(START, 1, NOW, entry)
    assert booked.digest != chained(START, 1, NOW, replace(entry, facts={**entry.facts, "iban": "DE01"}))


def test_what_is_no_text_is_not_there(journal: Journal) -> None:
    for key in ("\ud800", "a\0b", ""):
        try:
            assert journal.find(key) is None
        except JournalError as error:
            assert "no text" in str(error) or "NUL" in str(error)
