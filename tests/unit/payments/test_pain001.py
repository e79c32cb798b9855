"""Payment orders as XML: the same bytes always, read back equal by another implementation."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from xsdata.formats.dataclass.parsers import XmlParser

from agister.errors import PaymentError
from agister.payments.pain001 import DEFAULT, VERSIONS, write_pain001
from agister.payments.scheme_text import scheme_text
from tests.bank_messages import IBAN
from tests.unit.payments.test_payment_order import GB, PK, order, payment

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


def read_back(data: bytes) -> Any:
    from pyiso20022.pain.pain_001_001_09 import Document

    return XmlParser().from_bytes(data, Document).cstmr_cdt_trf_initn


def test_the_same_bytes() -> None:
    assert write_pain001(order()) == write_pain001(order())
    assert b"<CreDtTm>2031-04-01T00:00:00</CreDtTm>" in write_pain001(order())
    at = datetime(2031, 3, 30, 9, 5, 1)  # noqa: DTZ001 - local to the bank, as the message has it
    assert b"<CreDtTm>2031-03-30T09:05:01</CreDtTm>" in write_pain001(order(created=at))


@pytest.mark.parametrize(
    ("version", "day", "agent"),
    [
        ("pain.001.001.03", b"<ReqdExctnDt>2031-04-01</ReqdExctnDt>", b"<BIC>COBADEFF</BIC>"),
        ("pain.001.001.05", b"<ReqdExctnDt>2031-04-01</ReqdExctnDt>", b"<BICFI>COBADEFF</BICFI>"),
        (DEFAULT, b"<Dt>2031-04-01</Dt>", b"<BICFI>COBADEFF</BICFI>"),
    ],
)
def test_versions_differ(version: str, day: bytes, agent: bytes) -> None:
    data = write_pain001(order(bic="COBADEFF"), version)
    assert day in data and agent in data and f"xsd:{version}".encode() in data


def test_a_bank_that_is_not_named() -> None:
    assert b"<Id>NOTPROVIDED</Id>" in write_pain001(order())


@pytest.mark.parametrize("version", ["pain.001.001.02", "pain.001.001.13", "camt.053.001.08", ""])
def test_other_versions_are_refused(version: str) -> None:
    assert version not in VERSIONS
    with pytest.raises(PaymentError, match="is not written"):
        write_pain001(order(), version)


def test_nothing_wrong_is_written() -> None:
    with pytest.raises(PaymentError, match="cannot be paid"):
        write_pain001(order(payment(units=0)))


def test_two_ways_in_two_blocks() -> None:
    mixed = order(payment(), payment(end_to_end_id="P-2", iban=PK, bic="SCBLPKKX", units=205))
    found = read_back(write_pain001(mixed))
    assert [(block.pmt_inf_id, str(block.ctrl_sum), block.chrg_br.value) for block in found.pmt_inf] == [
        ("O-1-1", "1.00", "SLEV"),
        ("O-1-2", "2.05", "SHAR"),
    ]
    assert found.pmt_inf[1].pmt_tp_inf is None and found.grp_hdr.ctrl_sum == Decimal("3.05")


def test_currencies_without_minor_units() -> None:
    data = write_pain001(order(payment(currency="JPY", units=1500, iban=GB, bic="NWBKGB2L")))
    assert b'<InstdAmt Ccy="JPY">1500</InstdAmt>' in data and b"<CtrlSum>1500</CtrlSum>" in data


def test_a_reference_of_the_payee() -> None:
    found = read_back(write_pain001(order(payment(creditor_reference="RF93 A17"))))
    structured = found.pmt_inf[0].cdt_trf_tx_inf[0].rmt_inf.strd[0].cdtr_ref_inf
    assert (structured.ref, structured.tp.cd_or_prtry.cd.value) == ("RF93A17", "SCOR")


@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(st.integers(1, 10**11 - 1), st.text(st.characters(max_codepoint=0x17F), max_size=40)),
        min_size=1,
        max_size=5,
    )
)
def test_what_is_written_is_read_back(paid: list[tuple[int, str]]) -> None:
    payments = [
        payment(end_to_end_id=f"P-{number}", units=units, name=f"Payee {number}", remittance=f"{number} {text}")
        for number, (units, text) in enumerate(paid)
    ]
    found = read_back(write_pain001(order(*payments)))
    assert int(found.grp_hdr.nb_of_txs) == len(paid)
    assert found.grp_hdr.ctrl_sum * 100 == sum(units for units, _ in paid)
    (block,) = found.pmt_inf
    assert block.dbtr_acct.id.iban == IBAN
    for one, made in zip(block.cdt_trf_tx_inf, payments, strict=True):
        assert one.amt.instd_amt.value * 100 == made.units and one.amt.instd_amt.ccy == "EUR"
        assert (one.pmt_id.end_to_end_id, one.cdtr.nm, one.cdtr_acct.id.iban) == (
            made.end_to_end_id,
            made.name,
            made.iban,
        )
        assert one.rmt_inf.ustrd == [scheme_text(made.remittance)]
