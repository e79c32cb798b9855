"""Whether something is a deployment, and a commercial one: consideration direct or indirect, or a group that earns with the same model
elsewhere (levy.md 5.7).

Publishing weights is no deployment and has no revenue; whoever sells access is the deployer, the publisher's own hosted version
included. So nothing here asks what "open" means.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from agister.levy.scope.finding import Outcome, ScopeFinding
from agister.levy.scope.summary import Answer

#: How a model reaches its users.
CHANNELS = ("app", "api", "embedded", "licence", "weights")
WEIGHTS = "weights"
#: Question → what it asks. Each is consideration of its own; the first two are direct.
CONSIDERATION: Mapping[str, str] = {
    "paid": "users or customers pay for it",
    "licence_fee": "somebody pays for a licence of it",
    "advertising": "it carries or brings advertising",
    "bundled": "it is part of a product that is paid for, or sells another one",
    "user_data": "what users give is used commercially",
    "in_kind": "it is given for credits, shares or other barter",
}
_DIRECT = ("paid", "licence_fee")
_LAW = "scope of the act: commercial deployment; consideration direct or indirect"


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupDeployment:
    """What another member of the deployer's group does with a model."""

    member: str
    product: str
    model: str
    commercial: Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredDeployment:
    """A deployment as its deployer declares it."""

    id: str
    party: str
    product: str
    models: tuple[str, ...]
    channel: str
    since: date
    until: date | None
    consideration: Mapping[str, Answer]
    """Of `CONSIDERATION`; what is not there was not answered."""
    group: tuple[GroupDeployment, ...] = ()
    group_named: bool = False
    """The deployer says that this is all that its group does; otherwise silence about the group is no answer."""

    def consideration_for(self, question: str) -> Answer:
        """What it answers to a question."""
        return self.consideration.get(question, Answer.NOT_ANSWERED)


def deployed(item: DeclaredDeployment) -> ScopeFinding:
    """Whether it is a deployment at all."""
    if item.channel != WEIGHTS:
        how = {"app": "an app", "api": "an interface", "embedded": "a part of a product", "licence": "a licence"}
        return _finding(
            item,
            "deployed",
            Outcome.MET,
            f"{item.product} reaches users as {how.get(item.channel, item.channel)}",
            "channel",
        )
    sold = [question for question in _DIRECT if item.consideration_for(question) is Answer.YES]
    if sold:
        text = f"weights that are paid for ({CONSIDERATION[sold[0]]}) are a licence, which is a deployment"
        return _finding(item, "deployed", Outcome.MET, text, f"consideration.{sold[0]}")
    silent = [question for question in _DIRECT if item.consideration_for(question) is not Answer.NO]
    if silent:
        text = f"only weights are published, but it is not said whether {CONSIDERATION[silent[0]]}"
        return _finding(
            item,
            "deployed",
            Outcome.UNDETERMINED,
            text,
            f"consideration.{silent[0]}",
            tuple(f"whether {CONSIDERATION[question]}" for question in silent),
        )
    text = "only weights are published, which is no deployment; whoever hosts them is the deployer"
    return _finding(item, "deployed", Outcome.NOT_MET, text, "channel")


def commercial(item: DeclaredDeployment) -> ScopeFinding:
    """Whether it is commercial. One kind of consideration is enough; not commercial only where each was denied."""
    for question, what in CONSIDERATION.items():
        if item.consideration_for(question) is Answer.YES:
            kind = "direct" if question in _DIRECT else "indirect"
            return _finding(
                item, "commercial", Outcome.MET, f"{what} ({kind} consideration)", f"consideration.{question}"
            )
    for number, other in enumerate(item.group):
        if other.model in item.models and other.commercial is Answer.YES:
            text = f"{other.member} of the same group deploys {other.model} commercially ({other.product})"
            return _finding(item, "commercial", Outcome.MET, text, f"group[{number}]")
    silent = [
        (f"consideration.{question}", f"whether {what}")
        for question, what in CONSIDERATION.items()
        if item.consideration_for(question) is not Answer.NO
    ]
    silent += [
        (f"group[{number}].commercial", f"whether {other.member} earns with {other.product}")
        for number, other in enumerate(item.group)
        if other.model in item.models and other.commercial is not Answer.NO
    ]
    if not item.group_named:
        silent.append(("group_complete", "whether its group deploys the same models elsewhere"))
    if silent:
        place, missing = silent[0]
        more = f" and {len(silent) - 1} more" if len(silent) > 1 else ""
        return _finding(
            item, "commercial", Outcome.UNDETERMINED, f"it is not said {missing}{more}", place,
            tuple(text for _, text in silent),
        )  # fmt: skip
    text = "no consideration, direct or indirect, and no commercial deployment of the same models in the group"
    return _finding(item, "commercial", Outcome.NOT_MET, text, "consideration")


def _finding(
    item: DeclaredDeployment, test: str, outcome: Outcome, evidence: str, place: str, missing: tuple[str, ...] = ()
) -> ScopeFinding:
    return ScopeFinding(
        test=test, about=item.id, outcome=outcome, evidence=evidence, law=_LAW, place=place, missing=missing
    )
