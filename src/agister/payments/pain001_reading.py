"""A payment order read back: what a file tells the bank, with its own totals held against it (ISO 20022 pain.001, any version)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from agister.errors import AmountError, PaymentError
from agister.ledger.exact import exact, written
from agister.payments.bank_amount import amount_of
from agister.payments.xml_message import Element, read_xml


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderedTransfer:
    """One transfer of an order."""

    block: str
    """Id of the block (`PmtInfId`) that it stands in."""
    end_to_end_id: str
    name: str
    account: str
    """IBAN, or another number."""
    units: int
    """Minor units."""
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderFile:
    """What a pain.001 says."""

    message: str
    message_id: str
    transfers: tuple[OrderedTransfer, ...]

    @property
    def totals(self) -> dict[str, int]:
        """Currency → minor units."""
        found: dict[str, int] = {}
        for one in self.transfers:
            found[one.currency] = found.get(one.currency, 0) + one.units
        return dict(sorted(found.items()))


def read_pain001(data: bytes, name: str = "pain.001") -> OrderFile:
    """Read an order. Raises `PaymentError` with the place where it is none, or its counts and sums are not those of its
    transfers."""
    found = read_xml(data, name, {"CstmrCdtTrfInitn": "pain.001"})
    try:
        transfers: list[OrderedTransfer] = []
        whole, count = Fraction(0), 0
        for block in found.body.all("PmtInf"):
            elements = list(block.all("CdtTrfTxInf"))
            total = sum((_major(element) for element in elements), Fraction(0))
            _hold(block, len(elements), total)
            transfers += [_transfer(element, block.said("PmtInfId")) for element in elements]
            whole, count = whole + total, count + len(elements)
        header = found.body.first("GrpHdr")
        if header is None or not header.said("MsgId"):
            raise PaymentError("has no message id (GrpHdr/MsgId)")
        _hold(header, count, whole)
    except PaymentError as error:
        raise PaymentError(f"{name}: {error}") from None
    return OrderFile(message=found.message, message_id=header.said("MsgId"), transfers=tuple(transfers))


def _amount(element: Element) -> Element:
    amount = element.first("Amt/InstdAmt", "Amt/EqvtAmt/Amt")
    if amount is None:
        raise PaymentError(f"{element.place}: a transfer without an amount")
    return amount


def _major(element: Element) -> Fraction:
    amount = _amount(element)
    return _number(amount.text, amount.place)


def _transfer(element: Element, block: str) -> OrderedTransfer:
    units, code = amount_of(_amount(element))
    return OrderedTransfer(
        block=block,
        end_to_end_id=element.said("PmtId/EndToEndId"),
        name=element.said("Cdtr/Nm", "Cdtr/Pty/Nm"),
        account=element.said("CdtrAcct/Id/IBAN", "CdtrAcct/Id/Othr/Id"),
        units=units,
        currency=code,
    )


def _hold(element: Element, count: int, total: Fraction) -> None:
    """Whether what a header says of its transfers is so. Control sums add amounts whatever their currency."""
    if (said := element.said("NbOfTxs")) and said != str(count):
        raise PaymentError(f"{element.place}: says {said[:20]} transfers (NbOfTxs) and has {count}")
    if (said := element.said("CtrlSum")) and _number(said, element.place) != total:
        raise PaymentError(
            f"{element.place}: says {said[:40]} in all (CtrlSum), and its transfers come to {written(total)}"
        )


def _number(text: str, place: str) -> Fraction:
    try:
        return exact(text)
    except AmountError as error:
        raise PaymentError(f"{place}: {error}") from None
