"""Orders read back, and their own totals held against them."""

from __future__ import annotations

from datetime import date

import pytest

from agister.errors import PaymentError
from agister.payments import Payment, PaymentOrder, read_pain001, write_pain001
from agister.payments.pain001 import VERSIONS

ORDER = PaymentOrder(
    message_id="ORDER-1",
    debtor="Levy office",
    account="DE02120300000000202051",
    execution=date(2031, 2, 3),
    payments=tuple(
        Payment(
            payee=name,
            name=name.title(),
            iban="NL91ABNA0417164300",
            units=units,
            currency="EUR",
            end_to_end_id=f"2031-{name}",
        )
        for name, units in (("archive", 34), ("fund", 33))
    ),
)


@pytest.mark.parametrize("version", VERSIONS)
def test_what_is_written_is_read_back(version: str) -> None:
    found = read_pain001(write_pain001(ORDER, version))
    assert (found.message, found.message_id, found.totals) == (version, "ORDER-1", {"EUR": 67})
    assert [(one.end_to_end_id, one.name, one.account, one.units) for one in found.transfers] == [
        ("2031-archive", "Archive", "NL91ABNA0417164300", 34),
        ("2031-fund", "Fund", "NL91ABNA0417164300", 33),
    ]


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        (b">0.33<", b">0.34<", r"PmtInf\[1\]: says 0.67 in all \(CtrlSum\), and its transfers come to 17/25"),
        (b"<NbOfTxs>2<", b"<NbOfTxs>3<", r"says 3 transfers \(NbOfTxs\) and has 2"),
        (b">0.33<", b">0.331<", "CtrlSum"),
        (b"<MsgId>ORDER-1</MsgId>", b"", "has no message id"),
        (b"CstmrCdtTrfInitn", b"CstmrDrctDbtInitn", "pain"),
        (b">0.33<", b">x<", "'x' is no exact number"),
    ],
)
def test_an_order_that_contradicts_itself_is_refused(before: bytes, after: bytes, message: str) -> None:
    data = write_pain001(ORDER)
    assert before in data
    with pytest.raises(PaymentError, match=message):
        read_pain001(data.replace(before, after))
