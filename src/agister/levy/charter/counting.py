"""Counting votes by a charter's rule, exactly: quorum, majority, what an abstention means, what a tie is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from agister.errors import ProcedureError
from agister.ledger.exact import written
from agister.levy.charter.charter import Majority, VotingRule


class Vote(StrEnum):
    """What a party can say."""

    FOR = "for"
    AGAINST = "against"
    ABSTAIN = "abstain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A count, and what it comes to."""

    votes_for: int
    against: int
    abstained: int
    entitled: int
    quorum: bool
    adopted: bool
    reason: str
    """One sentence with the numbers and the rule."""


def count_votes(rule: VotingRule, entitled: Mapping[str, str], votes: Mapping[str, str]) -> Count:
    """Count votes (party → for, against, abstain) of those entitled (party → kind of party).

    A vote of somebody who is not entitled is not counted. Raises `ProcedureError` where a vote is none of the three.
    """
    roll = {party for party, kind in entitled.items() if kind in tuple(rule.voters)}
    cast = {party: vote for party, vote in votes.items() if party in roll}
    for party, vote in sorted(cast.items()):
        if vote not in tuple(Vote):
            raise ProcedureError(f"{party} voted {vote!r}; a vote is one of {', '.join(Vote)}")
    given = {vote: sum(1 for said in cast.values() if said == vote) for vote in Vote}
    ayes, noes, abstained = given[Vote.FOR], given[Vote.AGAINST], given[Vote.ABSTAIN]
    present = ayes + noes + abstained
    quorum = bool(roll) and present >= rule.quorum * len(roll)
    whole = {Majority.CAST: ayes + noes, Majority.PRESENT: present, Majority.ENTITLED: len(roll)}[rule.of]
    needed = rule.majority * whole
    reached = whole > 0 and (ayes > needed if rule.exceeds else ayes >= needed)
    numbers = f"{ayes} for, {noes} against, {abstained} abstained of {len(roll)} entitled"
    sign = "more than" if rule.exceeds else "at least"
    if not quorum:
        reason = f"{numbers}: the quorum of {written(rule.quorum)} is not reached"
    elif not whole:
        reason = f"{numbers}: nobody voted for or against"
    else:
        verb = "reached" if reached else "not reached"
        reason = f"{numbers}: {sign} {written(rule.majority)} of {whole} {rule.of} is {verb}"
    return Count(
        votes_for=ayes,
        against=noes,
        abstained=abstained,
        entitled=len(roll),
        quorum=quorum,
        adopted=quorum and reached,
        reason=reason,
    )
