"""The shared language: asset, usage, statement, observation, problem, outcome, decision (architecture §4)."""

from __future__ import annotations

from agister.rights.asset import Asset
from agister.rights.decision import Decision, Finding, NotCounted, Resolution
from agister.rights.observation import Observation
from agister.rights.outcome import BY_RANK, RANK, Outcome, lift, most_restrictive
from agister.rights.panel import Panel, Rule, Rulebook
from agister.rights.preference import Preference
from agister.rights.problem import Problem
from agister.rights.question import PolicyKey, Question
from agister.rights.statement import Offer, Reading, Scope, Standing, Statement
from agister.rights.usage import Usage, contains, permits, reserves

__all__ = [
    "BY_RANK",
    "RANK",
    "Asset",
    "Decision",
    "Finding",
    "NotCounted",
    "Observation",
    "Offer",
    "Outcome",
    "Panel",
    "PolicyKey",
    "Preference",
    "Problem",
    "Question",
    "Reading",
    "Resolution",
    "Rule",
    "Rulebook",
    "Scope",
    "Standing",
    "Statement",
    "Usage",
    "contains",
    "lift",
    "most_restrictive",
    "permits",
    "reserves",
]
