"""The charter: what the proceeds are for, who is a party, how decisions are taken, and which key is in force."""

from __future__ import annotations

from agister.levy.charter.allowed_keys import check_key_allowed, key_problems, purpose_of
from agister.levy.charter.charter import Charter, Matter, PartyKind, Purpose, PurposeKind, VotingRule
from agister.levy.charter.charter_documents import CHARTER_DOCUMENTS, CHARTER_SCHEMAS
from agister.levy.charter.charter_file import charter_in_force, read_charter
from agister.levy.charter.counting import Count, Vote, count_votes
from agister.levy.charter.decision_record import Decision, decision, decisions
from agister.levy.charter.double_returns import DoubleDeclaration, OfficeReturns, declared_twice
from agister.levy.charter.keys_in_force import key_in_force
from agister.levy.charter.parties import Accession, accessions, double_levied, owes_for, parties_on

__all__ = [
    "CHARTER_DOCUMENTS",
    "CHARTER_SCHEMAS",
    "Accession",
    "Charter",
    "Count",
    "Decision",
    "DoubleDeclaration",
    "Matter",
    "OfficeReturns",
    "PartyKind",
    "Purpose",
    "PurposeKind",
    "Vote",
    "VotingRule",
    "accessions",
    "charter_in_force",
    "check_key_allowed",
    "count_votes",
    "decision",
    "decisions",
    "declared_twice",
    "double_levied",
    "key_in_force",
    "key_problems",
    "owes_for",
    "parties_on",
    "purpose_of",
    "read_charter",
]
