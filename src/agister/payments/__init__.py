"""Bank messages: statements in, payment orders out, and whose money a receipt is. Pure functions from bytes to values and back."""

from __future__ import annotations

from agister.payments.booked_back import BookedBack, Outcome, booked_back
from agister.payments.camt import read_camt
from agister.payments.creditor_reference import (
    check_creditor_reference,
    creditor_reference,
    is_creditor_reference,
    references_in,
)
from agister.payments.csv_statement import CsvDialect, read_csv
from agister.payments.iban import check_bic, check_iban, check_lei, is_iban
from agister.payments.matching import Match, Method, match
from agister.payments.open_charge import Applied, OpenCharge, Party, applied_to, in_order
from agister.payments.pain001 import write_pain001
from agister.payments.pain001_reading import OrderedTransfer, OrderFile, read_pain001
from agister.payments.pain002 import BlockStatus, PaymentStatus, PaymentStatusReport, StatusReason, read_pain002
from agister.payments.payment_order import (
    Payment,
    PaymentOrder,
    Transliteration,
    check_order,
    order_faults,
    transliterations,
)
from agister.payments.reading import read_statement
from agister.payments.statement import (
    BankCharge,
    Statement,
    StatementFile,
    StatementItem,
    StatementKind,
    new_items,
    require_bookable,
)

__all__ = [
    "Applied",
    "BankCharge",
    "BlockStatus",
    "BookedBack",
    "CsvDialect",
    "Match",
    "Method",
    "OpenCharge",
    "OrderFile",
    "OrderedTransfer",
    "Outcome",
    "Party",
    "Payment",
    "PaymentOrder",
    "PaymentStatus",
    "PaymentStatusReport",
    "Statement",
    "StatementFile",
    "StatementItem",
    "StatementKind",
    "StatusReason",
    "Transliteration",
    "applied_to",
    "booked_back",
    "check_bic",
    "check_creditor_reference",
    "check_iban",
    "check_lei",
    "check_order",
    "creditor_reference",
    "in_order",
    "is_creditor_reference",
    "is_iban",
    "match",
    "new_items",
    "order_faults",
    "read_camt",
    "read_csv",
    "read_pain001",
    "read_pain002",
    "read_statement",
    "references_in",
    "require_bookable",
    "transliterations",
    "write_pain001",
]
