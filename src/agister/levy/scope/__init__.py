"""The scope test: is a deployment commercial, and its model generative and trained on large amounts of publicly available content?"""

from __future__ import annotations

from agister.levy.scope.ai_models import AIModelScope, scopes_of
from agister.levy.scope.decision import ScopeDecision, decide_scope
from agister.levy.scope.declared import AIModel, Derivation, Rebuttal
from agister.levy.scope.deployed import DeclaredDeployment, GroupDeployment
from agister.levy.scope.finding import Outcome, Scope, ScopeFinding
from agister.levy.scope.scope_documents import (
    SCOPE_DOCUMENTS,
    SCOPE_SCHEMAS,
    read_deployment,
    read_described,
    scope_facts,
)
from agister.levy.scope.size import Modality, SizeRange, read_size
from agister.levy.scope.summary import Answer, TrainingSummary, contradictions
from agister.levy.scope.terms import SCOPE_KEYS, scope_terms

__all__ = [
    "SCOPE_DOCUMENTS",
    "SCOPE_KEYS",
    "SCOPE_SCHEMAS",
    "AIModel",
    "AIModelScope",
    "Answer",
    "DeclaredDeployment",
    "Derivation",
    "GroupDeployment",
    "Modality",
    "Outcome",
    "Rebuttal",
    "Scope",
    "ScopeDecision",
    "ScopeFinding",
    "SizeRange",
    "TrainingSummary",
    "contradictions",
    "decide_scope",
    "read_deployment",
    "read_described",
    "read_size",
    "scope_facts",
    "scope_terms",
    "scopes_of",
]
