"""The questions that come first: whoever the act does not reach is told so before anything else is asked.

UK Digital Services Tax registration begins with its two thresholds; acts without any ask one question only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from agister.ledger import Amount
from agister.levy.procedure.law import Act
from agister.levy.wording import money_text
from agister.levy.written_values import Comparison, Threshold

#: An act with an allowance and no threshold of its own asks from this share of it on who must register (design, small parties).
REGISTER_ABOVE = Fraction(1, 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question, and what follows from the answer."""

    key: str
    """`commercial`, `world_revenue`, `local_revenue`."""
    text: str
    law: str
    limit: Threshold | None
    """The amount that the answer must meet; None for yes or no."""

    def passed(self, answer: bool | Amount) -> bool:
        """Whether the act may reach whoever answers so."""
        if isinstance(answer, bool) or self.limit is None:
            return bool(answer)
        return self.limit.met(answer.units)


def questions(act: Act, on: date) -> tuple[Question, ...]:
    """The questions of an act on a day, in the order in which they are asked."""
    code = act.instrument.currency
    found = [
        Question(
            key="commercial",
            text="Does the group deploy generative AI commercially?",
            law=act.instrument.citation,
            limit=None,
        )
    ]
    for key, name, where in (
        ("world_revenue", "world_threshold", "everywhere"),
        ("local_revenue", "local_threshold", "in the territory"),
    ):
        value = act.value(name, on)
        if value is not None and isinstance(value.value, Threshold):
            sign = value.value.comparison.replace("_", " ").replace("exceeds", "exceed").replace("at least", "reach")
            text = f"Does revenue in scope {where} {sign} {money_text(value.value.amount, code)} in twelve months?"
            found.append(Question(key=key, text=text, law=value.law, limit=value.value))
    allowance = act.value("allowance", on)
    if act.value("local_threshold", on) is None and allowance is not None and isinstance(allowance.value, int):
        limit = Threshold(int(allowance.value * REGISTER_ABOVE), Comparison.EXCEEDS)
        text = f"Does revenue in scope in the territory exceed {money_text(limit.amount, code)} in twelve months?"
        found.append(Question(key="local_revenue", text=text, law=allowance.law, limit=limit))
    return tuple(found)


def kicked_out(act: Act, on: date, answers: Mapping[str, bool | Amount]) -> str:
    """Why the act does not reach whoever answers so, in one sentence; empty where it may.

    A question that was not answered yet ends the asking: nobody is kicked out by what was not asked.
    """
    for question in questions(act, on):
        if question.key not in answers:
            return ""
        answer = answers[question.key]
        if isinstance(answer, Amount) and answer.currency != act.instrument.currency:
            continue  # Another currency is judged in the return, with the reference rate of its day.
        if not question.passed(answer):
            said = money_text(answer.units, answer.currency) if isinstance(answer, Amount) else "no"
            return f"You are not in scope of {act.instrument.title}: {question.text} You said {said} ({question.law}). Nothing was booked."
    return ""
