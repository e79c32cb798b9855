"""Payees: who applies, who is admitted and why, and whether and where each can be paid on a day."""

from __future__ import annotations

from agister.levy.payees.checking import CriterionFinding, asked_of, check, conflicts_of_interest
from agister.levy.payees.payee import BankDetails, Payee, Screening, Unit, find_payee, payee, payees
from agister.levy.payees.payee_documents import PAYEE_DOCUMENTS, PAYEE_SCHEMAS
from agister.levy.payees.paying import all_payable, bank_details, payable, payees_of_key
from agister.levy.payees.sanctions import SanctionsList, read_sanctions_list, screen, screening_record
from agister.levy.payees.units import Answers, unit_problems

__all__ = [
    "PAYEE_DOCUMENTS",
    "PAYEE_SCHEMAS",
    "Answers",
    "BankDetails",
    "CriterionFinding",
    "Payee",
    "SanctionsList",
    "Screening",
    "Unit",
    "all_payable",
    "asked_of",
    "bank_details",
    "check",
    "conflicts_of_interest",
    "find_payee",
    "payable",
    "payee",
    "payees",
    "payees_of_key",
    "read_sanctions_list",
    "screen",
    "screening_record",
    "unit_problems",
]
