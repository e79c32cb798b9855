"""Writes a payment order as pain.001 (customer credit transfer initiation), versions 03 to 12, the same bytes for the same order.

Payments in euro within SEPA and others stand in two blocks (`PmtInf`), since the scheme is named for a block.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring  # writes only

from agister.errors import PaymentError
from agister.ledger.amount import decimal
from agister.ledger.currency import currency
from agister.payments.iban import plain
from agister.payments.payment_order import Block, Payment, PaymentOrder, blocks, check_order
from agister.payments.scheme_text import scheme_text

#: Versions that can be written. Banks in Europe take 09, some still 03.
VERSIONS = tuple(f"pain.001.001.{number:02d}" for number in range(3, 13))
DEFAULT = "pain.001.001.09"


def write_pain001(order: PaymentOrder, version: str = DEFAULT) -> bytes:
    """The order as XML. Raises `PaymentError` with every fault of the order, or where the version is not written here."""
    if version not in VERSIONS:
        raise PaymentError(f"{version[:40]!r} is not written; there are {VERSIONS[0]} to {VERSIONS[-1]}")
    check_order(order)
    number = int(version[-2:])
    document = Element("Document", {"xmlns": f"urn:iso:std:iso:20022:tech:xsd:{version}"})
    body = SubElement(document, "CstmrCdtTrfInitn")
    header = SubElement(body, "GrpHdr")
    _say(header, "MsgId", order.message_id)
    created = order.created.strftime("%Y-%m-%dT%H:%M:%S") if order.created else f"{order.execution}T00:00:00"
    _say(header, "CreDtTm", created)
    _totals(header, order.payments)
    _say(SubElement(header, "InitgPty"), "Nm", scheme_text(order.debtor))
    for block in blocks(order):
        _block(body, order, block, number)
    indent(document, " ")
    return bytes(tostring(document, encoding="UTF-8", xml_declaration=True)) + b"\n"


def _block(body: Element, order: PaymentOrder, found: Block, number: int) -> None:
    block = SubElement(body, "PmtInf")
    _say(block, "PmtInfId", found.id)
    _say(block, "PmtMtd", "TRF")
    _say(block, "BtchBookg", "false")  # each payment is a booking of its own, so that each comes back by its id
    _totals(block, found.payments)
    if found.in_sepa:
        _say(SubElement(SubElement(block, "PmtTpInf"), "SvcLvl"), "Cd", "SEPA")
    day = SubElement(block, "ReqdExctnDt")
    if number >= 8:
        _say(day, "Dt", order.execution.isoformat())
    else:
        day.text = order.execution.isoformat()
    _say(SubElement(block, "Dbtr"), "Nm", scheme_text(order.debtor))
    _say(SubElement(SubElement(block, "DbtrAcct"), "Id"), "IBAN", plain(order.account))
    _agent(SubElement(block, "DbtrAgt"), order.bic, number)
    _say(block, "ChrgBr", "SLEV" if found.in_sepa else "SHAR")
    for payment in found.payments:
        _transfer(SubElement(block, "CdtTrfTxInf"), payment, number)


def _transfer(element: Element, payment: Payment, number: int) -> None:
    _say(SubElement(element, "PmtId"), "EndToEndId", payment.end_to_end_id)
    amount = SubElement(SubElement(element, "Amt"), "InstdAmt", {"Ccy": payment.currency})
    amount.text = decimal(payment.units, currency(payment.currency).exponent)
    if payment.bic:
        _agent(SubElement(element, "CdtrAgt"), payment.bic, number)
    _say(SubElement(element, "Cdtr"), "Nm", scheme_text(payment.name))
    _say(SubElement(SubElement(element, "CdtrAcct"), "Id"), "IBAN", plain(payment.iban))
    if payment.creditor_reference:
        reference = SubElement(SubElement(SubElement(element, "RmtInf"), "Strd"), "CdtrRefInf")
        kind = SubElement(reference, "Tp")
        _say(SubElement(kind, "CdOrPrtry"), "Cd", "SCOR")
        _say(kind, "Issr", "ISO")
        _say(reference, "Ref", plain(payment.creditor_reference))
    elif text := scheme_text(payment.remittance):
        _say(SubElement(element, "RmtInf"), "Ustrd", text)


def _totals(element: Element, payments: Sequence[Payment]) -> None:
    _say(element, "NbOfTxs", str(len(payments)))
    units = sum(payment.units for payment in payments)
    _say(element, "CtrlSum", decimal(units, currency(payments[0].currency).exponent))


def _agent(element: Element, bic: str, number: int) -> None:
    institution = SubElement(element, "FinInstnId")
    if bic:
        _say(institution, "BIC" if number == 3 else "BICFI", plain(bic))
    else:
        _say(SubElement(institution, "Othr"), "Id", "NOTPROVIDED")


def _say(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = text
