"""Payment notices: what stands on them, the code, determinism, and what is not sent."""

from __future__ import annotations

import dataclasses
import io
import subprocess
import sys
from datetime import date
from typing import Any

import pytest
from pypdf import PdfReader

from agister.errors import AmountError, PaymentError, UsageError
from agister.payments import creditor_reference
from agister.publishing.payment_notice import NoticeLine, PaymentNotice, notice_pdf, payment_code
from tests.bank_messages import IBAN
from tests.places import ROOT

LINES = (
    NoticeLine(
        charge="A-17", text="Levy for 2030", law="Model act (draft) s. 4", units=123456789, due=date(2031, 4, 2)
    ),
    NoticeLine(
        charge="I-3", text="Interest, 17 days", law="Model act (draft) s. 12", units=45123, due=date(2031, 4, 2)
    ),
    NoticeLine(charge="R-9", text="Received", law="", units=-5000, due=date(2031, 2, 1)),
)


def notice(**more: Any) -> PaymentNotice:
    return PaymentNotice(
        **{
            "id": "N-4", "issued": date(2031, 3, 3), "office": "Levy Office", "office_address": ("1 Lane", "Brussels"),
            "payer": "Ελληνική Żółw", "payer_address": ("ul. Łąkowa 5", "Kraków"), "currency": "EUR", "lines": LINES,
            "account": IBAN, "bic": "COBADEFFXXX", "reference": creditor_reference("N-4"), "remarks": ("You may object.",), **more,
        }
    )  # fmt: skip


def said(data: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages).replace("\u00a0", " ")


def test_all_that_must_stand_on_it() -> None:
    data = notice_pdf(notice())
    text = said(data)
    for part in (
        "Levy Office", "Ελληνική Żółw", "ul. Łąkowa 5", "N-4", "2031-03-03", "A-17", "Levy for 2030", "Model act (draft) s. 4",
        "2031-04-02", "1 234 567.89", "451.23", "\u221250.00", "1 234 969.12 EUR", "DE89 3704 0044 0532 0130 00", "COBADEFFXXX",
        "RF88 N4", "You may object.", "page 1",
    ):  # fmt: skip
        assert part in text, part
    assert len(PdfReader(io.BytesIO(data)).pages) == 1


def test_the_same_bytes_in_another_process() -> None:
    made = notice_pdf(notice())
    assert notice_pdf(notice()) == made
    program = (
        "import hashlib; from tests.unit.publishing.test_payment_notice import notice, notice_pdf; "
        "print(hashlib.sha256(notice_pdf(notice())).hexdigest())"
    )
    run = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    import hashlib

    assert run.stdout.strip() == hashlib.sha256(made).hexdigest()


def test_many_charges_take_more_pages() -> None:
    many = notice(lines=LINES * 20)
    text = said(notice_pdf(many))
    assert text.count("A-17") == 20 and "page 3" in text and "24 699 382.40 EUR" in text


def test_long_names_stay_on_the_paper() -> None:
    line = dataclasses.replace(LINES[0], charge="CHARGE" * 12, text="W" * 300, law="section " * 60)
    text = said(notice_pdf(notice(lines=(line,), payer="Company " * 30, remarks=("a" * 2000,))))
    assert text.replace("\n", "").count("W") >= 300


def test_the_code_says_whom_and_how_much() -> None:
    from segno.helpers import make_epc_qr

    expected = make_epc_qr(
        name="Levy Office",
        iban=IBAN,
        amount="1234969.12",
        reference=creditor_reference("N-4"),
        bic="COBADEFFXXX",
        encoding="utf-8",
    )
    assert payment_code(notice()) == tuple(tuple(row) for row in expected.matrix)
    assert payment_code(notice(currency="USD")) == ()
    assert payment_code(notice(holder="a" * 71)) == ()
    assert payment_code(notice(lines=(dataclasses.replace(LINES[0], units=10**11),))) == ()
    assert "Payment code" not in said(notice_pdf(notice(currency="USD")))


def test_currencies_keep_their_decimals() -> None:
    text = said(notice_pdf(notice(currency="JPY", lines=(dataclasses.replace(LINES[0], units=1500000),))))
    assert "1 500 000 JPY" in text


@pytest.mark.parametrize(
    ("more", "error", "why"),
    [
        ({"account": "DE00"}, PaymentError, "is no IBAN"),
        ({"bic": "X"}, PaymentError, "is no BIC"),
        ({"reference": "RF00N4"}, PaymentError, "is no creditor reference"),
        ({"lines": ()}, PaymentError, "nothing to pay"),
        ({"lines": LINES[2:]}, PaymentError, "nothing to pay"),
        ({"currency": "EUX"}, AmountError, "no currency code"),
        ({"payer": "北京"}, UsageError, "cannot be printed"),
    ],
)
def test_refused_with_the_reason(more: dict[str, Any], error: type[Exception], why: str) -> None:
    with pytest.raises(error, match=why):
        notice_pdf(notice(**more))
