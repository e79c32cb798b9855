"""What became of an order: the items of a statement that carry out its payments, or bring them back, by end-to-end id."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from agister.payments.payment_order import Block, Payment, PaymentOrder, blocks
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
    the bank booked for a whole block of an order (its id and total, not divided) pays each of its payments.
    """
    named: dict[str, list[tuple[PaymentOrder, Block, Payment]]] = {}
    whole: dict[str, tuple[PaymentOrder, Block]] = {}
    for order in orders:
        for block in blocks(order):
            whole[block.id] = (order, block)
            for one in block.payments:
                named.setdefault(one.end_to_end_id, []).append((order, block, one))
    found: list[BookedBack] = []
    others: list[StatementItem] = []
    for item in items:
        outcome = Outcome.RETURNED if item.credit else Outcome.PAID
        fitting = [
            (order, one)
            for order, block, one in named.get(item.end_to_end_id, ())
            if item.is_money
            and (one.units, one.currency) == (item.units, item.currency)
            and item.order_id in ("", block.id)
        ]
        batch = whole.get(item.order_id)
        if len(fitting) == 1:
            found.append(_one(fitting[0][0], fitting[0][1], outcome, item))
        elif batch is not None and _pays(item, batch[0], batch[1]):
            found += [_one(batch[0], one, outcome, item) for one in batch[1].payments]
        else:
            others.append(item)
    return tuple(found), tuple(others)


def _pays(item: StatementItem, order: PaymentOrder, block: Block) -> bool:
    """Whether a debit is a whole block, booked as one."""
    return (
        item.is_money
        and not item.credit
        and not item.end_to_end_id
        and (item.units, item.currency) == (block.total, order.currency)
    )


def _one(order: PaymentOrder, payment: Payment, outcome: Outcome, item: StatementItem) -> BookedBack:
    return BookedBack(
        order=order.message_id,
        end_to_end_id=payment.end_to_end_id,
        payee=payment.payee,
        units=payment.units,
        outcome=outcome,
        item=item,
    )
