"""What became of an order: the items of a statement that carry out its payments, or bring them back, by end-to-end id."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from agister.payments.payment_order import PaymentOrder
from agister.payments.statement import StatementItem


class Outcome(StrEnum):
    """What an item says of a payment."""

    PAID = "paid"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True, kw_only=True)
class BookedBack:
    """A payment of an order and the item of a statement that speaks of it."""

    order: str
    """Message id of the order."""
    end_to_end_id: str
    payee: str
    units: int
    outcome: Outcome
    item: StatementItem


def booked_back(
    items: Iterable[StatementItem], orders: Iterable[PaymentOrder]
) -> tuple[tuple[BookedBack, ...], tuple[StatementItem, ...]]:
    """Payments that the bank carried out or took back, and the items that speak of no order.

    An item belongs to a payment where end-to-end id, amount and currency are its own; a debit pays, a credit returns. A debit that
    the bank booked for a whole order (its id and total, not divided) pays each of its payments.
    """
    by_id = {(order.message_id, one.end_to_end_id): (order, one) for order in orders for one in order.payments}
    named: dict[str, list[tuple[str, str]]] = {}
    whole: dict[str, PaymentOrder] = {}
    for (message, identifier), (order, _) in by_id.items():
        named.setdefault(identifier, []).append((message, identifier))
        whole[message] = order
    found: list[BookedBack] = []
    others: list[StatementItem] = []
    for item in items:
        keys = named.get(item.end_to_end_id, []) if item.is_money else []
        fitting = [
            by_id[key]
            for key in keys
            if (by_id[key][1].units, by_id[key][1].currency) == (item.units, item.currency)
            and (not item.order_id or len(keys) == 1 or item.order_id.startswith(key[0][:33]))
        ]
        outcome = Outcome.RETURNED if item.credit else Outcome.PAID
        if len(fitting) == 1:
            order, one = fitting[0]
            found.append(_one(order, one.end_to_end_id, one.payee, one.units, outcome, item))
            continue
        batch = whole.get(item.order_id) if item.is_money and not item.credit and not item.end_to_end_id else None
        if batch is not None and (batch.total, batch.currency) == (item.units, item.currency):
            found += [_one(batch, one.end_to_end_id, one.payee, one.units, outcome, item) for one in batch.payments]
            continue
        others.append(item)
    return tuple(found), tuple(others)


def _one(
    order: PaymentOrder, end_to_end_id: str, payee: str, units: int, outcome: Outcome, item: StatementItem
) -> BookedBack:
    return BookedBack(
        order=order.message_id,
        end_to_end_id=end_to_end_id,
        payee=payee,
        units=units,
        outcome=outcome,
        item=item,
    )
