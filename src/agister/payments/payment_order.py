"""An order to the bank: from which account, when, to whom, how much; and everything that must be right before it is written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from agister.errors import AmountError, PaymentError
from agister.ledger.amount import decimal
from agister.ledger.currency import currency
from agister.payments.creditor_reference import reference_fault
from agister.payments.iban import SEPA, check_bic, iban_fault, plain
from agister.payments.scheme_text import is_scheme_reference, says_little, scheme_text

#: Longest name, free text and identifier in the scheme; most payments in one order; most in one SEPA payment (minor units).
NAME_LIMIT, TEXT_LIMIT, ID_LIMIT = 70, 140, 35
PAYMENT_LIMIT = 100_000
SEPA_LARGEST = 999_999_999_99
#: Digits that an amount may have in all (`ActiveOrHistoricCurrencyAndAmount`).
LARGEST_DIGITS = 18
_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """One credit transfer."""

    payee: str
    """Identifier of the payee; not sent."""
    name: str
    """As the payee's bank knows it."""
    iban: str
    bic: str = ""
    """Of the payee's bank; needed outside SEPA."""
    units: int
    """Minor units, more than zero."""
    currency: str
    end_to_end_id: str
    """Comes back on every statement: how a booking is known again. At most 35 characters."""
    remittance: str = ""
    """Free text for the payee."""
    creditor_reference: str = ""
    """The payee's own RF reference, instead of free text."""

    @property
    def in_sepa(self) -> bool:
        """Whether it can go as a SEPA credit transfer: in euro, to a country of the area."""
        return self.currency == "EUR" and plain(self.iban)[:2] in SEPA


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentOrder:
    """Payments of one currency from one account on one day."""

    message_id: str
    """At most 35 characters, never used twice: banks refuse a second file with it."""
    debtor: str
    """Name of who pays."""
    account: str
    """IBAN that it is paid from."""
    bic: str = ""
    execution: date
    payments: tuple[Payment, ...]
    created: datetime | None = None
    """Moment that the message carries; None: the beginning of the day of execution."""

    @property
    def total(self) -> int:
        """Minor units of all payments."""
        return sum(payment.units for payment in self.payments)

    @property
    def currency(self) -> str:
        """That of its payments; empty where there is none."""
        return self.payments[0].currency if self.payments else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Payments of an order that go the same way (`PmtInf`)."""

    id: str
    in_sepa: bool
    payments: tuple[Payment, ...]

    @property
    def total(self) -> int:
        """Minor units."""
        return sum(payment.units for payment in self.payments)


def blocks(order: PaymentOrder) -> tuple[Block, ...]:
    """The blocks of an order: SEPA credit transfers, then others. The only one has the id of the order."""
    ways = [(way, tuple(one for one in order.payments if one.in_sepa is way)) for way in (True, False)]
    filled = [(way, payments) for way, payments in ways if payments]
    return tuple(
        Block(
            id=order.message_id if len(filled) == 1 else f"{order.message_id[: ID_LIMIT - 2]}-{position}",
            in_sepa=way,
            payments=payments,
        )
        for position, (way, payments) in enumerate(filled, start=1)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Transliteration:
    """A text that is sent otherwise than it was given."""

    place: str
    given: str
    sent: str


def order_faults(order: PaymentOrder) -> tuple[str, ...]:
    """Everything that is wrong with an order, a line each; empty where it may be written."""
    return tuple(_faults(order))


def check_order(order: PaymentOrder) -> PaymentOrder:
    """The order, where nothing is wrong with it. Raises `PaymentError` with the faults: no part of it is to be paid."""
    faults = order_faults(order)
    if faults:
        more = f" (and {len(faults) - _SHOWN} more)" if len(faults) > _SHOWN else ""
        raise PaymentError(f"order {order.message_id[:40]} is not written: {'; '.join(faults[:_SHOWN])}{more}")
    return order


def transliterations(order: PaymentOrder) -> tuple[Transliteration, ...]:
    """What the scheme's characters change in names and texts; to be shown before four eyes release the order."""
    asked = [("debtor", order.debtor)]
    for payment in order.payments:
        asked += [
            (f"{payment.end_to_end_id} name", payment.name),
            (f"{payment.end_to_end_id} remittance", payment.remittance),
        ]
    return tuple(
        Transliteration(place=place, given=text, sent=scheme_text(text))
        for place, text in asked
        if text != scheme_text(text)
    )


def _faults(order: PaymentOrder) -> Iterator[str]:
    if not is_scheme_reference(order.message_id) or len(order.message_id) > ID_LIMIT:
        yield f"its message id {order.message_id[:40]!r} is not 1 to {ID_LIMIT} characters of the scheme"
    if says_little(order.debtor) or len(scheme_text(order.debtor)) > NAME_LIMIT:
        yield f"the name of who pays, {order.debtor[:80]!r}, is empty, not in Latin letters or longer than {NAME_LIMIT}"
    if fault := iban_fault(order.account):
        yield f"the account that pays: {fault}"
    if order.bic and (fault := _bic_fault(order.bic)):
        yield f"the account that pays: {fault}"
    if not order.payments:
        yield "it has no payment"
    if len(order.payments) > PAYMENT_LIMIT:
        yield f"it has more than {PAYMENT_LIMIT} payments; write several orders"
        return
    currencies = sorted({payment.currency for payment in order.payments})
    if len(currencies) > 1:
        yield f"it pays in {' and '.join(currencies)}; write one order for each currency"
    seen: dict[object, str] = {}
    for payment in order.payments:
        for key, what in (
            (payment.end_to_end_id, "the end-to-end id"),
            (
                (plain(payment.iban), payment.units, payment.remittance, payment.creditor_reference),
                "account, amount and text",
            ),
        ):
            if key in seen:
                yield f"{payment.end_to_end_id}: {what} stand twice, first in {seen[key]}; if both are meant, say so in the text"
            seen.setdefault(key, payment.end_to_end_id)
        if plain(payment.iban) == plain(order.account):
            yield f"{payment.end_to_end_id[:40]}: is paid to the account that it is paid from"
        for fault in _payment_faults(payment):
            yield f"{payment.end_to_end_id[:40]}: {fault}"


def _payment_faults(payment: Payment) -> Iterator[str]:
    if not is_scheme_reference(payment.end_to_end_id) or len(payment.end_to_end_id) > ID_LIMIT:
        yield f"its end-to-end id is not 1 to {ID_LIMIT} characters of the scheme"
    if payment.units <= 0:
        yield f"{payment.units} minor units cannot be paid; an amount is more than zero"
    try:
        exponent = currency(payment.currency).exponent
    except AmountError as error:
        yield str(error)
        return
    if currency(payment.currency).ended:
        yield f"{payment.currency} is no longer a currency"
    if len(str(payment.units)) > LARGEST_DIGITS:
        yield "its amount has more digits than a message carries"
    if payment.in_sepa and payment.units > SEPA_LARGEST:
        yield f"{decimal(payment.units, exponent)} EUR is more than one SEPA credit transfer carries (999999999.99)"
    if fault := iban_fault(payment.iban):
        yield fault
    if payment.bic and (fault := _bic_fault(payment.bic)):
        yield fault
    if not payment.bic and not payment.in_sepa:
        yield f"a payment in {payment.currency} to {plain(payment.iban)[:2]} goes outside SEPA; give the BIC of the payee's bank"
    if says_little(payment.name):
        yield f"the name {payment.name[:80]!r} cannot be written in the characters of the scheme; give it as the bank knows it"
    if len(scheme_text(payment.name)) > NAME_LIMIT:
        yield f"the name {payment.name[:80]!r} is longer than {NAME_LIMIT} characters; give the one that the bank knows"
    if len(scheme_text(payment.remittance)) > TEXT_LIMIT:
        yield f"its text is longer than {TEXT_LIMIT} characters"
    if payment.creditor_reference and (fault := reference_fault(payment.creditor_reference)):
        yield fault
    if payment.creditor_reference and payment.remittance:
        yield "has a creditor reference and a text; the scheme carries one of them"


def _bic_fault(bic: str) -> str:
    try:
        check_bic(bic)
    except PaymentError as error:
        return str(error)
    return ""
