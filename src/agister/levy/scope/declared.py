"""An AI model as it is declared: what it comes from, its summary of training content, and what was shown against a presumption."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from agister.levy.scope.summary import Answer, TrainingSummary


class Derivation(StrEnum):
    """How a model comes from another."""

    FINE_TUNING = "fine_tuning"
    CONTINUED_TRAINING = "continued_training"
    DISTILLATION = "distillation"
    OUTPUTS = "outputs"
    """Trained on what the other one wrote or drew."""
    MERGE = "merge"
    COMPRESSION = "compression"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebuttal:
    """What somebody showed against a presumption, and who accepted it."""

    large: Answer
    public: Answer
    evidence: str
    digest: str
    accepted_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AIModel:
    """An AI model as its provider declares it, or as the office found it."""

    id: str
    name: str
    provider: str
    generative: Answer
    derived_from: tuple[tuple[str, Derivation], ...] = ()
    summary: TrainingSummary | None = None
    rebuttal: Rebuttal | None = None

    @property
    def parents(self) -> dict[str, str]:
        """Model that it comes from → how. Models that made its synthetic data count: it was trained on their outputs."""
        made = dict.fromkeys(self.summary.made_by if self.summary else (), "outputs, section 2.5")
        return made | {name: how.replace("_", " ") for name, how in self.derived_from}
