"""The scope test as a whole: is a deployment commercial, and is one of its models what the levy is about?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from agister.levy.instrument import Schedule
from agister.levy.scope.ai_models import scopes_of
from agister.levy.scope.declared import AIModel
from agister.levy.scope.deployed import DeclaredDeployment, commercial, deployed
from agister.levy.scope.finding import Outcome, Scope, ScopeFinding, all_of, any_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopeDecision:
    """What the scope test comes to, with every finding."""

    deployment: str
    scope: Scope
    presumed: bool
    """In scope as long as nobody shows the contrary."""
    reason: str
    missing: tuple[str, ...]
    """What would settle it, where it is undetermined."""
    findings: tuple[ScopeFinding, ...]


def decide_scope(item: DeclaredDeployment, models: Sequence[AIModel], schedule: Schedule, on: date) -> ScopeDecision:
    """Whether a deployment is in the scope of an act on a day. Pure, and never open in favour of silence.

    `models`: those that it deploys and those that they come from. Raises `LevyError` where models come from one another in a loop.
    """
    scopes = scopes_of(models, schedule, on)
    findings = [deployed(item), commercial(item)]
    outcomes = []
    relevant: set[str] = set()
    for name in item.models:
        scope = scopes.get(name)
        if scope is None:
            findings.append(
                ScopeFinding(
                    test="described",
                    about=name,
                    outcome=Outcome.UNDETERMINED,
                    evidence=f"the model {name} is deployed but not described",
                    law="scope of the act: the model",
                    place="models",
                    missing=(f"a description of the model {name}",),
                )
            )
            outcomes.append(Outcome.UNDETERMINED)
            continue
        outcomes.append(scope.outcome)
        relevant |= _lineage(name, {model.id: model for model in models})
    findings += [finding for name, scope in scopes.items() if name in relevant for finding in scope.findings]
    together = all_of((findings[0].outcome, findings[1].outcome, any_of(outcomes)))
    scope_word = {
        Outcome.MET: Scope.IN_SCOPE,
        Outcome.PRESUMED: Scope.IN_SCOPE,
        Outcome.NOT_MET: Scope.OUT_OF_SCOPE,
        Outcome.UNDETERMINED: Scope.UNDETERMINED,
    }[together]
    undetermined = scope_word is Scope.UNDETERMINED
    # What would not change the answer for a model that is settled is not asked for.
    settled = {name for name, scope in scopes.items() if scope.outcome is not Outcome.UNDETERMINED}
    asked = [text for found in findings if found.about not in settled for text in found.missing]
    missing = tuple(dict.fromkeys(asked)) if undetermined else ()
    return ScopeDecision(
        deployment=item.id,
        scope=scope_word,
        presumed=together is Outcome.PRESUMED,
        reason=_reason(item, together, findings, any_of(outcomes), missing),
        missing=missing,
        findings=tuple(findings),
    )


def _lineage(name: str, models: dict[str, AIModel]) -> set[str]:
    """A model and all that it comes from, as far as they are described."""
    found: set[str] = set()
    open_ones = [name]
    while open_ones:
        at = open_ones.pop()
        if at in models and at not in found:
            found.add(at)
            open_ones += models[at].parents
    return found


def _reason(
    item: DeclaredDeployment, together: Outcome, findings: list[ScopeFinding], model: Outcome, missing: tuple[str, ...]
) -> str:
    if together is Outcome.MET:
        return "a commercial deployment of a generative model trained on large amounts of publicly available content"
    if together is Outcome.PRESUMED:
        return "a commercial deployment of a model that is presumed to be trained on large amounts of publicly available content"
    if together is Outcome.UNDETERMINED:
        return f"not settled: it is missing {'; '.join(missing[:3])}" + (
            f" and {len(missing) - 3} more" if len(missing) > 3 else ""
        )
    for finding in findings[:2]:
        if finding.outcome is Outcome.NOT_MET:
            return finding.evidence
    return "none of its models is a generative one trained on large amounts of publicly available content" + (
        "" if model is Outcome.NOT_MET else f" ({item.id})"
    )
