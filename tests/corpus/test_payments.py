"""Bank messages of others: each is read, its totals are those of two other readings; ours pass the official schemas."""

from __future__ import annotations

import hashlib
import importlib
import re
from collections import Counter
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from xsdata.formats.dataclass.parsers import XmlParser
from xsdata.formats.dataclass.parsers.config import ParserConfig

from agister.errors import PaymentError
from agister.payments import StatementFile, read_pain001, read_pain002, read_statement, write_pain001
from agister.payments.pain001 import VERSIONS
from tests.bank_messages import balance, block_status, details, entry, message, payment_status, statement, status_report
from tests.places import DATA, needs_data
from tests.unit.payments.test_payment_order import GB, PK, order, payment

pytestmark = [needs_data, pytest.mark.filterwarnings("ignore::DeprecationWarning")]

LEVY = DATA / "levy"
FILES = sorted(
    (
        *(LEVY / "genkgo+camt" / "test" / "data").glob("*.xml"),
        *(LEVY / "phoughton+pyiso20022").rglob("example_files/*/*.xml"),
    )
)
STATEMENTS = [path for path in FILES if "camt" in path.name]
EXPONENT = {"EUR": 2, "USD": 2, "CHF": 2, "SEK": 2, "RON": 2, "JPY": 0}


def read(path: Path) -> StatementFile:
    return read_statement(path.read_bytes(), path.name)


@cache
def schema(name: str) -> etree.XMLSchema:
    (first, *_) = sorted(LEVY.rglob(f"{name}.xsd"))
    return etree.XMLSchema(etree.parse(first))


def valid(data: bytes) -> str:
    """The message of which the bytes are a valid one."""
    tree = etree.fromstring(data)
    name = str(etree.QName(tree).namespace).rpartition(":")[2]
    schema(name).assertValid(tree)
    return name


def plain_sums(path: Path) -> tuple[Counter[str], int]:
    """Booked sums for each currency, and the number of entries, by nothing but paths."""
    sums: Counter[str] = Counter()
    entries = etree.parse(path).xpath("//*[local-name()='Ntry']")
    for one in entries:
        amount = one.xpath("./*[local-name()='Amt']")[0]
        sign = {"CRDT": 1, "DBIT": -1}[one.xpath("./*[local-name()='CdtDbtInd']/text()")[0]]
        if "".join(one.xpath("./*[local-name()='Sts']//text()")).strip() == "BOOK":
            code = amount.get("Ccy")
            units = Decimal(amount.text) * 10 ** EXPONENT[code]
            assert units == int(units)
            sums[code] += sign * int(units)
    return sums, len(entries)


def test_there_are_as_many_as_were_read_through() -> None:
    assert (len(STATEMENTS), len(FILES)) == (27, 29)


@pytest.mark.parametrize("path", STATEMENTS, ids=lambda path: path.name)
def test_totals_are_those_of_a_plain_reading(path: Path) -> None:
    assert valid(path.read_bytes()).startswith("camt")
    found = read(path)
    assert found.digest == "sha256:" + hashlib.sha256(path.read_bytes()).hexdigest()
    sums, count = plain_sums(path)
    ours: Counter[str] = Counter()
    for one in found.statements:
        ours.update(one.totals)
    assert +ours == +sums and -ours == -sums
    # No sample divides an entry: batches there do not add up.
    assert sum(len(one.items) for one in found.statements) == count


@pytest.mark.parametrize("path", STATEMENTS, ids=lambda path: path.name)
def test_totals_are_those_of_another_implementation(path: Path) -> None:
    name = valid(path.read_bytes())
    module = importlib.import_module(f"pyiso20022.camt.{name.replace('.', '_')}")
    parser = XmlParser(config=ParserConfig(fail_on_unknown_properties=True))
    body: Any = parser.from_bytes(path.read_bytes(), module.Document)
    body = next(value for value in (getattr(body, field) for field in body.__dataclass_fields__) if value)
    theirs = next(getattr(body, field) for field in ("stmt", "rpt", "ntfctn") if hasattr(body, field))
    ours = read(path).statements
    assert [one.id for one in ours] == [one.id for one in theirs]
    for one, other in zip(ours, theirs, strict=True):
        for kind, units in (("OPBD", one.opening), ("CLBD", one.closing)):
            said = [bal for bal in getattr(other, "bal", []) if _code(bal) == kind and bal.amt.ccy == one.currency]
            if units is not None and said:
                sign = 1 if said[0].cdt_dbt_ind.value == "CRDT" else -1
                assert sign * said[0].amt.value * 10 ** EXPONENT[one.currency] == units
        entries = list(other.ntry)
        assert [item.bank_code.partition("/")[0] for item in one.items] == [_domain(ntry) for ntry in entries]
        for item, ntry in zip(one.items, entries, strict=True):
            sign = 1 if ntry.cdt_dbt_ind.value == "CRDT" else -1
            assert item.signed == sign * ntry.amt.value * 10 ** EXPONENT[item.currency]
            assert item.currency == ntry.amt.ccy


def _code(bal: Any) -> str:
    found = getattr(bal.tp.cd_or_prtry, "cd", None)
    return str(getattr(found, "value", found))


def _domain(ntry: Any) -> str:
    code = ntry.bk_tx_cd
    if code.domn is not None:
        return str(code.domn.cd)
    return str(code.prtry.cd) if code.prtry is not None else ""


def test_surprises_are_told() -> None:
    """What the samples contradict themselves in, read one by one."""
    told = {
        path.name: re.sub(r"[0-9]+", "N", one.refusal)[:34]
        for path in STATEMENTS
        for one in read(path).statements
        if one.refusal and one.kind.value == "statement"
    }
    sums, other, foreign = (
        "opening N and booked entries N do ",
        "its balance CLBD is in SEK, the ac",
        "the account is kept in",
    )
    assert {name: text for name, text in told.items() if not text.startswith(foreign)} == {
        "camt053.v2.all-balance-types.xml": sums,
        "camt053.v2.five.decimals.xml": sums,
        "camt053.v2.minimal.ultimate.xml": other,
        "camt053.v2.minimal.xml": other,
        "camt053.v2.with-party-ids.xml": other,
        "camt053.v3.xml": other,
        "camt053.v4.xml": other,
        "camt053.v8.xml": other,
    }
    assert {name for name, text in told.items() if text.startswith(foreign)} == {
        "camt053.v2.with-account-name.xml",
        "camt053_001_02.xml",
    }


def test_the_samples_that_agree_with_themselves() -> None:
    multi = read(next(path for path in FILES if path.name == "camt053.v2.multi.statement.xml"))
    assert [(one.opening, one.total, one.closing, one.reconciled) for one in multi.statements] == [
        (1815, 885, 2700, True),
        (2700, -700, 2000, True),
    ]
    only = read(next(path for path in FILES if path.name == "camt53.only-Dt-with-DtTm.xml")).statements[0]
    assert (only.opening, only.currency, str(only.start), only.items) == (544209, "RON", "2025-07-23", ())


@pytest.mark.parametrize("path", [path for path in FILES if path not in STATEMENTS], ids=lambda path: path.name)
def test_other_messages_are_refused_by_name(path: Path) -> None:
    with pytest.raises(PaymentError, match=r"is (pain|remt)\.001\.001\.[0-9]{2}, and not camt"):
        read(path)


@pytest.mark.parametrize("path", STATEMENTS, ids=lambda path: path.name)
@pytest.mark.parametrize("damage", ["cut", "amount", "currency", "direction", "bomb"])
def test_damaged_ones_are_refused(path: Path, damage: str) -> None:
    body = path.read_text("utf-8")
    if damage == "cut":
        body = body[: len(body) * 2 // 3]
    elif damage == "bomb":
        start = body.index("<Document")
        body = '<!DOCTYPE a [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>' + body[start:].replace("<MsgId>", "<MsgId>&b;", 1)
    else:
        # The first amount or direction of a balance or an entry: those within transactions are told, not relied on.
        at = min(found for found in (body.find("<Ntry>"), body.find("<Bal>")) if found >= 0)
        wrong = {
            "amount": (r">([0-9.]+)</Amt>", ">1.234567</Amt>"),
            "currency": (r'Ccy="[A-Z]+"', 'Ccy="XXQ"'),
            "direction": ("CRDT|DBIT", "BOTH"),
        }
        body = body[:at] + re.sub(*wrong[damage], body[at:], count=1)
    with pytest.raises(PaymentError) as caught:
        read_statement(body.encode(), path.name)
    assert path.name in str(caught.value)


@pytest.mark.parametrize("version", VERSIONS)
def test_orders_pass_the_official_schema(version: str) -> None:
    euro = order(
        payment(remittance="Q1 — Żółw", bic="BNPAFRPP"),
        payment(end_to_end_id="P-2", iban=GB, creditor_reference="RF93A17"),
        payment(end_to_end_id="P-3", iban=PK, bic="SCBLPKKX"),
        bic="COBADEFFXXX",
    )
    yen = order(payment(currency="JPY", iban=GB, bic="NWBKGB2L"))
    for made in (euro, yen, order()):
        assert valid(write_pain001(made, version)) == version
    assert len(list(LEVY.rglob(f"{version}.xsd"))) >= 1


def test_both_collections_of_schemas_agree() -> None:
    for path in LEVY.glob("raphaelm+python-sepaxml/sepaxml/schemas/pain.001.*.xsd"):
        etree.XMLSchema(etree.parse(path)).assertValid(
            etree.fromstring(write_pain001(order(payment(remittance="x")), path.stem))
        )


@pytest.mark.parametrize(
    ("kind", "version"),
    [("camt.053", "02"), ("camt.053", "08"), ("camt.053", "12"), ("camt.054", "02"), ("camt.054", "12")],
)
def test_our_own_samples_are_valid(kind: str, version: str) -> None:
    old = version if version == "02" else "08"
    parts = (
        details("5.00", name="A", reference="RF93A17", remittance="x", version=old),
        details("2.00", name="B", iban=GB, end_to_end="E-1", bank_reference="T-1", version=old),
    )
    bal = (balance("OPBD", "1.00"), balance("CLBD", "8.00")) if kind == "camt.053" else ()
    made = entry("7.00", *parts, reference="B-1", version=old)
    data = message(statement(*bal, made, name="Stmt" if kind == "camt.053" else "Ntfctn"), kind=kind, version=version)
    assert valid(data) == f"{kind}.001.{version}"
    assert [item.signed for item in read_statement(data, "a").statements[0].items] == [500, 200]


@pytest.mark.parametrize("version", ["03", "10", "12", "14"])
def test_status_reports_are_read_as_another_implementation_does(version: str) -> None:
    data = status_report(
        block_status(payment_status("P-1", "RJCT", "AC04", "12.50"), payment_status("P-2", "ACSC"), status="PART"),
        group="PART",
        version=version,
    )
    module = importlib.import_module(f"pyiso20022.pain.pain_002_001_{version}")
    parser = XmlParser(config=ParserConfig(fail_on_unknown_properties=True))
    theirs = parser.from_bytes(data, module.Document).cstmr_pmt_sts_rpt.orgnl_pmt_inf_and_sts[0].tx_inf_and_sts
    ours = read_pain002(data).payments
    assert [(one.end_to_end_id, one.status) for one in ours] == [
        (one.orgnl_end_to_end_id, getattr(one.tx_sts, "value", one.tx_sts)) for one in theirs
    ]


def test_the_sample_of_an_order_is_read_and_its_totals_are_its_own() -> None:
    (path,) = LEVY.glob("phoughton+pyiso20022/example_files/**/pain001*.xml")
    found = read_pain001(path.read_bytes(), path.name)
    assert (found.message, found.message_id, found.totals) == ("pain.001.001.08", "test-160620", {"GBP": 1000})
    assert [one.end_to_end_id for one in found.transfers] == ["test-160620"]
