"""Documents into the books: what each books, that it is kept, and that nothing is booked where anything is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from agister.errors import AgisterError, ProcedureError
from agister.office.booking import ACTIONS, SCHEMAS, Beside, book_document
from tests.levy_acts import act_text, return_text
from tests.office_folder import ACT, KEY, book, day, digest, file_return, numbers, office_at, paper, register, said
from tests.unit.levy.procedure.desk import VALUES

RATES = "Date,USD,JPY,\n2027-12-31,1.2500,150.00,\n"


def test_what_can_be_booked_has_what_books_it() -> None:
    assert set(ACTIONS) == set(SCHEMAS) - {"model"}
    assert {"registration", "charter", "payee-check", "deployment", "cost", "hold", "administration-return"} <= set(
        ACTIONS
    )


def test_a_document_is_kept_and_booked_once(tmp_path: Path) -> None:
    office = office_at("founded", tmp_path / "o")
    values = {"party": "acme", "name": "Acme plc", "country": "DE", "accounting_period_end": "12-31",
              "liable_since": "2027-01-01", "answers": {"commercial": "yes"}}  # fmt: skip
    entries = book(office, "registration", values, "2027-05-01")
    assert said(entries) == [("registration_submitted", "party:acme")]
    content = paper("registration", values)
    assert entries[0].documents == (digest(content.decode()),)
    assert office.documents.read(entries[0].documents[0]) == content
    assert sorted(entries[0].facts["private"]) == ["answers", "name", "text"]  # type: ignore[arg-type]
    head = office.journal.head()
    book(office, "registration", values, "2027-05-01")
    assert office.journal.head() == head


def test_a_return_is_filed_and_assessed_in_one_step(tmp_path: Path) -> None:
    office = office_at("founded", tmp_path / "o")
    register(office, "acme")
    entries = file_return(office, "acme", 100_000_005)
    assert said(entries) == [("return_filed", "return:acme/2027"), ("assessed", "assessment:acme/2027/1")]
    assert [(item.account, item.units) for item in entries[1].postings] == [
        ("Receivable:Levy:acme", 10_000_001), ("Assessed:Levy:2027", -10_000_001),
    ]  # fmt: skip
    assert (entries[1].facts["exact"], entries[1].facts["instrument_digest"]) == ("20000001/2", digest(ACT))
    head = office.journal.head()
    file_return(office, "acme", 100_000_005)
    assert office.journal.head() == head


def test_a_return_is_amended_with_a_reason_and_the_difference_is_posted(tmp_path: Path) -> None:
    office = office_at("assessed", tmp_path / "o")
    with pytest.raises(ProcedureError, match=r"filed already: to amend it, say why \(--reason TEXT\)"):
        file_return(office, "acme", 90_000_000)
    entries = file_return(office, "acme", 90_000_000, "2028-08-25", Beside(reason="counted twice"))
    assert said(entries) == [("return_amended", "return:acme/2027"), ("assessed", "assessment:acme/2027/2")]
    assert [(item.account, item.units) for item in entries[1].postings] == [
        ("Assessed:Levy:2027", 1_000_000), ("Receivable:Levy:acme", -1_000_000),
    ]  # fmt: skip
    head = office.journal.head()
    assert said(file_return(office, "acme", 90_000_000, "2028-08-25")) == said(entries)
    assert office.journal.head() == head


def test_rates_are_read_and_kept(tmp_path: Path) -> None:
    office = office_at("founded", tmp_path / "o")
    register(office, "acme")
    (tmp_path / "rates.csv").write_text(RATES)
    text = return_text({"local_revenue": "USD 125.00"}, party="acme", id="R-1")
    with pytest.raises(AgisterError, match="USD"):
        book_document(office, text.encode(), "return.yaml", on=day("2028-08-20"), by="acme", beside=Beside())
    beside = Beside(rates=tmp_path / "rates.csv")
    entries = book_document(office, text.encode(), "return.yaml", on=day("2028-08-20"), by="acme", beside=beside)
    assert entries[1].facts["amount"] == 1000
    assert entries[1].facts["rates_digest"] == digest(RATES)
    assert office.documents.read(digest(RATES)) == RATES.encode()


def test_a_new_version_of_the_act_leaves_what_was_assessed(tmp_path: Path) -> None:
    office = office_at("assessed", tmp_path / "o")
    before = numbers(office)
    version = act_text("turnover", {**VALUES, "rate": "1/5"})
    entries = book_document(office, version.encode(), "act.yaml", on=day("2028-10-01"), by="ana", beside=Beside())
    assert said(entries) == [("act_adopted", "office:test-act")]
    assert office.act().digest == digest(version)
    assert numbers(office) == before


def _model() -> bytes:
    return paper("model", {"id": "m-1", "name": "M", "provider": "P", "generative": "yes"})


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"schema: agister.levy.refund/1\nreason: caf\xe9", "bad.yaml: the file is not UTF-8 (byte 41); save it as UTF-8"),
        (b"", "bad.yaml is refused: line 1: the file is empty"),
        (b"party: acme", "schema"),
        (b"schema: agister.levy.registraton/1\nparty: acme", "registration"),
        (b"schema: agister.levy.refund/2\n", "agister.levy.refund/2"),
        (b"schema: agister.levy.refund/1\nreceipt: [", "bad.yaml"),
        (b"schema: agister.levy.refund/1\nreciept: x", "did you mean `receipt`?"),
        (b"schema: agister.levy.refund/1\nreceipt: " + b"[" * 5000 + b"]" * 5000, "bad.yaml"),
        (b"schema: agister.levy.refund/1\na: &a [x]\nb: &b [*a,*a]\nc: [*b,*b]", "bad.yaml"),
        (b"schema: agister.levy.refund/1\nreceipt: r\nreceipt: s", "bad.yaml"),
        (_model(), "a model alone is not booked; describe it under `models` of the deployment"),
        (act_text("turnover", VALUES, instrument="other-act").encode(), "for other-act make an office of its own"),
        (act_text("turnover", VALUES, "USD").encode(), "the books are kept in EUR, this version in USD"),
        (paper("refund", {"receipt": "r", "party": "x", "amount": "EUR 1.00", "reason": "x"}), "there is no receipt"),
        (return_text({"local_revenue": 1}, party="nobody").encode(), "nobody"),
        (paper("registration-decision", {"party": "acme", "decision": "verified", "reason": "x"}), "acme"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_one_line_and_books_nothing(tmp_path: Path, content: bytes, message: str) -> None:
    office = office_at("founded", tmp_path / "o")
    head = office.journal.head()
    with pytest.raises(AgisterError) as caught:
        book_document(office, content, "bad.yaml", on=day("2027-06-01"), by="ana", beside=Beside())
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)
    assert office.journal.head() == head


DECISION = {
    "id": "D-2", "charter": "commons", "matter": "key", "proposal": "Another key", "proposal_digest": digest("another"),
    "proposer": "east",
}  # fmt: skip


def test_a_key_is_attached_before_anybody_votes_on_it(tmp_path: Path) -> None:
    office = office_at("founded", tmp_path / "o")
    head = office.journal.head()
    with pytest.raises(ProcedureError, match=r"which this office does not have: add --attach KEY\.yaml"):
        book(office, "decision", DECISION, "2028-01-01")
    (tmp_path / "key.yaml").write_text(KEY + "# other\n")
    with pytest.raises(ProcedureError, match="the document names it nowhere: write that digest where it belongs"):
        book(office, "decision", DECISION, "2028-01-01", beside=Beside(attachments=(tmp_path / "key.yaml",)))
    greedy = KEY.replace("2%", "20%")
    (tmp_path / "key.yaml").write_text(greedy)
    with pytest.raises(ProcedureError, match="administration gets 1/5 of the whole; the charter allows 1/50"):
        book(
            office, "decision", {**DECISION, "proposal_digest": digest(greedy)}, "2028-01-01",
            beside=Beside(attachments=(tmp_path / "key.yaml",)),
        )  # fmt: skip
    assert office.journal.head() == head
