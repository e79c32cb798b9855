"""Reads pain.002 (customer payment status report): what the bank says of an order, of its blocks and of each payment."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from agister.errors import PaymentError
from agister.payments.bank_amount import amount_of
from agister.payments.xml_message import Element, XmlMessage, read_xml

#: Statuses by which the bank takes a payment on; more may follow. `ACSC` and `ACCC`: settled.
ACCEPTED = frozenset({"ACTC", "ACCP", "ACSP", "ACWC", "ACSC", "ACCC", "ACWP", "ACFC"})
#: Nothing will be paid.
REJECTED = frozenset({"RJCT", "CANC", "BLCK"})
#: Neither yet.
WAITING = frozenset({"RCVD", "PDNG", "PART", "PATC", "PRES"})
STATUSES = ACCEPTED | REJECTED | WAITING


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusReason:
    """Why: a code of ISO 20022 (`AC04`) or of the bank, and words."""

    code: str
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentStatus:
    """What the bank says of one payment."""

    place: str
    block: str
    """The block of the order (`PmtInfId`)."""
    end_to_end_id: str
    status: str
    """Its own, else that of its block, else that of the order."""
    reasons: tuple[StatusReason, ...] = ()
    units: int | None = None
    currency: str = ""

    @property
    def is_rejected(self) -> bool:
        """Whether it will not be paid."""
        return self.status in REJECTED


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockStatus:
    """What the bank says of a block of an order."""

    id: str
    status: str
    reasons: tuple[StatusReason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentStatusReport:
    """What the bank says of an order. Payments that it does not name have the status of their block or of the order."""

    name: str
    digest: str
    message: str
    message_id: str
    order: str
    """Message id of the order."""
    status: str
    """Of the whole order; empty where the bank gives none."""
    reasons: tuple[StatusReason, ...] = ()
    blocks: tuple[BlockStatus, ...] = ()
    payments: tuple[PaymentStatus, ...] = ()

    def status_of(self, end_to_end_id: str, block: str = "") -> str:
        """The status of a payment of the order; empty where the report says nothing of it."""
        for payment in self.payments:
            if payment.end_to_end_id == end_to_end_id:
                return payment.status
        for found in self.blocks:
            if found.status and (found.id == block or (not block and len(self.blocks) == 1)):
                return found.status
        return self.status


def read_pain002(data: bytes, name: str = "pain.002") -> PaymentStatusReport:
    """Read a status report. Raises `PaymentError` with the place where it is none, or says of what order or payment it speaks nowhere."""
    taken: dict[int, list[PaymentStatus]] = {}

    def take(element: Element) -> None:
        if element.parent is not None:
            taken.setdefault(element.parent.index, []).append(_payment(element))

    found = read_xml(data, name, {"CstmrPmtStsRpt": "pain.002"}, {"TxInfAndSts": take})
    try:
        return _report(found, taken, name, "sha256:" + hashlib.sha256(data).hexdigest())
    except PaymentError as error:
        raise PaymentError(f"{name}: {error}") from None


def _report(found: XmlMessage, taken: dict[int, list[PaymentStatus]], name: str, digest: str) -> PaymentStatusReport:
    group = found.body.first("OrgnlGrpInfAndSts")
    order = group.said("OrgnlMsgId") if group is not None else ""
    if group is None or not order:
        raise PaymentError("does not say of which order it speaks (OrgnlMsgId); ask the bank")
    status = _status(group, group.said("GrpSts"))
    blocks: list[BlockStatus] = []
    payments: list[PaymentStatus] = []
    for element in found.body.all("OrgnlPmtInfAndSts"):
        block = BlockStatus(
            id=element.said("OrgnlPmtInfId"),
            status=_status(element, element.said("PmtInfSts")),
            reasons=_reasons(element),
        )
        blocks.append(block)
        payments += [_of_block(one, block, status) for one in taken.get(element.index, [])]
    report = PaymentStatusReport(
        name=name,
        digest=digest,
        message=found.message,
        message_id=found.body.said("GrpHdr/MsgId"),
        order=order,
        status=status,
        reasons=_reasons(group),
        blocks=tuple(blocks),
        payments=tuple(payments),
    )
    if not (status or any(block.status for block in blocks) or payments):
        raise PaymentError(f"gives no status, neither of order {order[:40]} nor of a payment; ask the bank")
    return report


def _of_block(payment: PaymentStatus, block: BlockStatus, of_order: str) -> PaymentStatus:
    """The payment with the status and reasons of its block or order, where it has none of its own."""
    status = payment.status or block.status or of_order
    if not status:
        raise PaymentError(f"{payment.place}: a payment without status (TxSts); ask the bank")
    return replace(payment, block=block.id, status=status, reasons=payment.reasons or block.reasons)


def _payment(element: Element) -> PaymentStatus:
    """A payment as it stands, before its block gives it what it does not say."""
    end_to_end = element.said("OrgnlEndToEndId")
    if not end_to_end:
        raise PaymentError(f"{element.place}: a payment without end-to-end id (OrgnlEndToEndId); ask the bank")
    amount = element.first("OrgnlTxRef/Amt/InstdAmt", "OrgnlTxRef/IntrBkSttlmAmt")
    units, code = amount_of(amount) if amount is not None else (None, "")
    return PaymentStatus(
        place=element.place,
        block="",
        end_to_end_id=end_to_end,
        status=_status(element, element.said("TxSts")),
        reasons=_reasons(element),
        units=units,
        currency=code,
    )


def _status(element: Element, said: str) -> str:
    if said and said not in STATUSES:
        raise PaymentError(
            f"{element.place}: {said[:20]!r} is no status of a payment; what it means must be asked of the bank"
        )
    return said


def _reasons(element: Element) -> tuple[StatusReason, ...]:
    found = []
    for reason in element.all("StsRsnInf"):
        code = reason.said("Rsn/Cd", "Rsn/Prtry")
        text = " ".join(part.text for part in reason.all("AddtlInf") if part.text)
        if code or text:
            found.append(StatusReason(code=code, text=text))
    return tuple(found)
