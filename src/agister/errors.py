"""The errors that agister raises, in one tree.

    AgisterError
    ├── UsageError          the caller asked for something that cannot be done: exit status 2
    │   ├── PolicyError     a policy file that is not one
    │   ├── InputError      a dataset, observations table or WARC that cannot be opened at all
    │   ├── StatementIndexError     a statement index that is absent, broken or of another version
    │   ├── LevyError       an act, return, key or exchange rate that a levy cannot be computed from
    │   ├── AmountError     a sum of money that is not one, or two that do not go together
    │   ├── SharingError    a key that cannot share out what it is asked to, or a key file that is not one
    │   ├── JournalError    an entry that the journal refuses to book, or a journal that is absent or broken
    │   ├── ProcedureError  a step that the procedure does not allow in this state, or a document that is not one
    │   └── PaymentError    a bank statement or payment order that cannot be read, written or booked
    └── BrokenInvariant     a mistake of ours: exit status 1

Bad input *inside* a readable file never raises: it becomes a `agister.rights.Problem` in the result.
Messages say what happened, why, and what to do next, in one line.
"""

from __future__ import annotations


class AgisterError(Exception):
    """Root of everything agister raises on purpose."""


class UsageError(AgisterError):
    """Bad usage or unusable input: one clear line for a person, exit status 2."""


class PolicyError(UsageError):
    """A policy file with an unknown key, a wrong type or a contradiction."""


class InputError(UsageError):
    """An input file or folder that cannot be read as what it was given as."""


class StatementIndexError(UsageError):
    """A statement index that is absent, half-written or of another format version."""


class LevyError(UsageError):
    """An act, return, key or exchange rate that a levy cannot be computed from: refused with the reason, nothing booked."""


class AmountError(UsageError):
    """A sum of money with too many decimals, in an unknown currency, or in another currency than its neighbour."""


class SharingError(UsageError):
    """A key with nobody in it or with bounds that no pot can keep, or a key file that says something it may not."""


class JournalError(UsageError):
    """An entry that does not balance, repeats or contradicts another, or falls into a closed period: nothing is booked."""


class ProcedureError(UsageError):
    """A step that is not allowed in the state that something is in: refused with the reason, nothing booked."""


class PaymentError(UsageError):
    """A bank message that is not one, or a payment that must not be made: refused with the reason, nothing booked."""


class BrokenInvariant(AgisterError):
    """Something that agister guarantees did not hold: a bug, exit status 1."""
