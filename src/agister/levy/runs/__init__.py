"""Distribution runs: what was received is shared out, paid, held or taken back. Every step reads the journal and gives entries.

Call a step and append what it gives within one write of the journal: then nobody else takes the same money in between.
"""

from __future__ import annotations

from agister.levy.runs.approving import approve
from agister.levy.runs.bookings import BankPayment, book_order_paid, book_paid, book_returned, book_status
from agister.levy.runs.closing import publish, reconcile, reverse
from agister.levy.runs.deadlines import Undistributed, Unlocated, overdue_distributions, undistributed, unlocated
from agister.levy.runs.freezing import freeze
from agister.levy.runs.holds import apply_standing, expire, hold, hold_little, release, release_enough
from agister.levy.runs.kept import return_administration, room_in_reserve
from agister.levy.runs.orders import Due, order, payouts_due
from agister.levy.runs.payout import Ordered, Payout, Standing, Why, end_to_end
from agister.levy.runs.pots import NON_DISTRIBUTABLE, ages, in_pot
from agister.levy.runs.proposing import KeyCheck, decided, propose
from agister.levy.runs.record import SharingRecord, sharing_record
from agister.levy.runs.shared_lines import movements, shared_lines
from agister.levy.runs.state import STEPS, Run, RunState

__all__ = [
    "NON_DISTRIBUTABLE",
    "STEPS",
    "BankPayment",
    "Due",
    "KeyCheck",
    "Ordered",
    "Payout",
    "Run",
    "RunState",
    "SharingRecord",
    "Standing",
    "Undistributed",
    "Unlocated",
    "Why",
    "ages",
    "apply_standing",
    "approve",
    "book_order_paid",
    "book_paid",
    "book_returned",
    "book_status",
    "decided",
    "end_to_end",
    "expire",
    "freeze",
    "hold",
    "hold_little",
    "in_pot",
    "movements",
    "order",
    "overdue_distributions",
    "payouts_due",
    "propose",
    "publish",
    "reconcile",
    "release",
    "release_enough",
    "return_administration",
    "reverse",
    "room_in_reserve",
    "shared_lines",
    "sharing_record",
    "undistributed",
    "unlocated",
]
