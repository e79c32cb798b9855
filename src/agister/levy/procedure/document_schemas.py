"""What may stand in each document of the procedure, one table; the page of the reference is checked against it."""

from __future__ import annotations

from collections.abc import Mapping

from agister.levy.procedure.dispute_decisions import OUTCOMES as DISPUTE_OUTCOMES
from agister.levy.procedure.disputes import FORUMS
from agister.levy.procedure.document_fields import Field, Schema
from agister.levy.procedure.enquiries import OUTCOMES as ENQUIRY_OUTCOMES
from agister.levy.procedure.registration import DECISIONS
from agister.levy.working_days import CALENDARS

_PARTY = Field(kind="id", meaning="the party, as it is registered")
_PERIOD = Field(kind="id", meaning="the period, such as 2027")
_REASON = Field(kind="text", meaning="why, in one sentence")
_CHARGE = Field(kind="id", meaning="the charge, such as levy/acme/2027")


def _left_out(kind: str, meaning: str, words: tuple[str, ...] = (), fields: Mapping[str, Field] | None = None) -> Field:
    return Field(kind=kind, meaning=meaning, needed=False, words=words, fields=fields or {})


PROCEDURE_SCHEMAS: Mapping[str, Schema] = {
    "registration": Schema(
        meaning="a party asks to be registered; its answers are looked at before anything else",
        fields={
            "party": Field(kind="id", meaning="a short name for the party, part of accounts, without /"),
            "answers": Field(
                kind="table",
                meaning="answers to the questions that come first",
                fields={
                    "commercial": Field(kind="yes", meaning="whether the group deploys generative AI commercially"),
                    "world_revenue": _left_out("money", "revenue in scope everywhere in twelve months"),
                    "local_revenue": _left_out("money", "revenue in scope in the territory in twelve months"),
                },
            ),
            # Needed as well, but not asked of whom the act does not reach.
            "name": _left_out("text", "the name of the party"),
            "country": _left_out("text", "two letters (ISO 3166)"),
            "lei": _left_out("text", "legal entity identifier (ISO 17442)"),
            "accounting_period_end": _left_out("text", "month-day, such as 12-31"),
            "liable_since": _left_out("day", "the first day of the first period"),
        },
    ),
    "registration-decision": Schema(
        meaning="the office verifies, activates, suspends, reinstates or closes a registration",
        fields={
            "party": _PARTY,
            "decision": Field(kind="word", meaning="what is decided", words=tuple(DECISIONS)),
            "reason": _left_out("text", "why; not needed where it is activated"),
            "number": _left_out("text", "number of the registration, where it is activated"),
        },
    ),
    "membership": Schema(
        meaning="a member of the group of a party, or the end of its membership under the same `since`",
        fields={
            "party": _PARTY,
            "member": Field(kind="text", meaning="the member, as returns name it"),
            "controlled_by": _left_out("text", "another member that controls it; the head of the group where left out"),
            "since": Field(kind="day", meaning="first day in the group"),
            "until": _left_out("day", "first day no longer in the group"),
            "votes": _left_out("share", "share of the votes; control is more than half"),
            "consolidated": _left_out("yes", "whether it is consolidated in the accounts of the group"),
            "evidence": Field(kind="text", meaning="accounts, register or ownership statement that shows it"),
        },
    ),
    "obligation": Schema(
        meaning="a return is asked of a party for a period",
        fields={
            "party": _PARTY,
            "period": _PERIOD,
            "start": Field(kind="day", meaning="first day of the period"),
            "end": Field(kind="day", meaning="last day of the period"),
            "calendar": _left_out("word", "due days move to its working days", words=tuple(CALENDARS)),
            "file_by": _left_out("day", "where the act lays down none"),
            "pay_by": _left_out("day", "where the act lays down none"),
        },
    ),
    "waiver": Schema(
        meaning="no return is asked for after all",
        fields={"party": _PARTY, "period": _PERIOD, "reason": _REASON},
    ),
    "enquiry": Schema(
        meaning="the office looks into a return, or is done with it",
        fields={
            "party": _PARTY,
            "period": _PERIOD,
            "step": Field(kind="word", meaning="open or close", words=("open", "close")),
            "outcome": _left_out("word", "what it ends with", words=ENQUIRY_OUTCOMES),
            "reason": _REASON,
        },
    ),
    "determination": Schema(
        meaning="the office assesses on facts of its own: nobody filed, an enquiry changed them, or they were discovered",
        fields={
            "party": _PARTY,
            "period": _PERIOD,
            "kind": _left_out("word", "determination where left out", words=("determination", "amended", "discovery")),
            "currency": _left_out("currency", "of amounts that name no other; that of the act where left out"),
            "estimated": _left_out("yes", "whether the facts are an estimate"),
            "evidence": _left_out("digest", "digest of the evidence; that of this document where left out"),
            "reason": _REASON,
            "facts": Field(kind="tree", meaning="facts as in a return"),
            "members": _left_out("tree", "members as in a return"),
        },
    ),
    "matching": Schema(
        meaning="somebody applies a receipt to charges by hand",
        fields={
            "receipt": Field(kind="id", meaning="the receipt, without `receipt:`"),
            "party": _PARTY,
            "applied": Field(
                kind="rows",
                meaning="what goes to which charge",
                fields={"charge": _CHARGE, "amount": Field(kind="money", meaning="how much of the receipt")},
            ),
            "reason": _REASON,
        },
    ),
    "taking-back": Schema(
        meaning="a receipt was applied wrongly: its charges are open again, the money is in suspense",
        fields={"receipt": Field(kind="id", meaning="the receipt, without `receipt:`"), "reason": _REASON},
    ),
    "refund": Schema(
        meaning="what lies in suspense goes back to whoever paid it",
        fields={
            "receipt": Field(kind="id", meaning="the receipt, without `receipt:`"),
            "party": Field(kind="id", meaning="whom it goes back to"),
            "amount": Field(kind="money", meaning="how much"),
            "reason": _REASON,
            "iban": _left_out("text", "the account it goes to"),
            "holder": _left_out("text", "whose account that is"),
        },
    ),
    "notice": Schema(
        meaning="a party is told what to pay",
        fields={
            "party": _PARTY,
            "charges": Field(kind="ids", meaning="the charges that are asked for"),
            "reference": Field(kind="text", meaning="creditor reference (RF…) to pay under"),
            "due": Field(kind="day", meaning="the day to pay by"),
        },
    ),
    "joint-liability": Schema(
        meaning="a member of the group is told that it answers for a levy",
        fields={"charge": _CHARGE, "member": Field(kind="text", meaning="the member, as it is recorded")},
    ),
    "interest": Schema(
        meaning="interest on a levy is raised up to a day",
        fields={"charge": _CHARGE, "until": Field(kind="day", meaning="first day that no longer counts")},
    ),
    "dispute": Schema(
        meaning="a party disputes a part of an assessment, or takes the dispute to the next forum",
        fields={
            "case": Field(kind="id", meaning="a name for the dispute, without /"),
            "assessment": Field(kind="id", meaning="the assessment, such as acme/2027/1"),
            "amount": Field(kind="money", meaning="the part that is disputed"),
            "ground": Field(kind="text", meaning="why"),
            "forum": _left_out("word", "review where left out", words=FORUMS),
            "suspends": _left_out("yes", "whether the disputed part need not be paid meanwhile (on security)"),
        },
    ),
    "dispute-decision": Schema(
        meaning="a dispute is decided",
        fields={
            "case": Field(kind="id", meaning="the dispute"),
            "outcome": Field(kind="word", meaning="what is decided", words=DISPUTE_OUTCOMES),
            "reduced_by": _left_out("money", "by how much, where it is varied"),
            "reason": _REASON,
        },
    ),
    "remission": Schema(
        meaning="the office lets a party off",
        fields={"charge": _CHARGE, "amount": Field(kind="money", meaning="how much"), "reason": _REASON},
    ),
    "write-off": Schema(
        meaning="the office gives up collecting",
        fields={"charge": _CHARGE, "amount": Field(kind="money", meaning="how much"), "reason": _REASON},
    ),
}
