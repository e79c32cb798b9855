"""The readable decision: the specification that the compiled kernel must equal (architecture §5)."""

from __future__ import annotations

from collections.abc import Sequence

from agister.protocols import PROTOCOLS, ReservationProtocol, resolve
from agister.rights import RANK, Asset, Decision, Finding, Outcome, Problem, Question, Statement


def decide(
    asset: Asset,
    statements: Sequence[Statement],
    question: Question,
    *,
    observed: bool = True,
    protocols: Sequence[ReservationProtocol] = PROTOCOLS,
    problems: Sequence[Problem] = (),
) -> Decision:
    """Outcome for one asset and one use, before licences and exceptions.

    `statements`: all that is in force for the asset's origin and URL, of any protocol, in source order. `observed`: whether
    anything of this origin or URL was ever looked at; without that the outcome is `unchecked`.
    """
    findings = tuple(
        Finding(
            protocol=protocol.name,
            resolution=resolve(protocol, [s for s in statements if s.protocol == protocol.name], asset, question),
        )
        for protocol in protocols
    )
    if not observed:
        return Decision(asset=asset, outcome=Outcome.UNCHECKED, protocol=None, because=None, findings=findings)
    winner: Finding | None = None
    for finding in findings:
        rank = RANK[finding.resolution.outcome]
        if rank > (RANK[winner.resolution.outcome] if winner else 0):
            winner = finding
    if winner is None:
        return Decision(
            asset=asset,
            outcome=Outcome.UNKNOWN,
            protocol=None,
            because=None,
            findings=findings,
            problems=tuple(problems),
        )
    return Decision(
        asset=asset,
        outcome=winner.resolution.outcome,
        protocol=winner.protocol,
        because=winner.resolution.because,
        findings=findings,
        problems=tuple(problems),
    )
