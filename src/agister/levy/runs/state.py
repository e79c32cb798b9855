"""The states of a run, and which step leads from where to where. A run goes forward, or back as a whole; it is never changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from agister.errors import ProcedureError
from agister.ledger.entry import Fact


class RunState(StrEnum):
    """Where a run stands."""

    PROPOSED = "proposed"
    FROZEN = "frozen"
    APPROVED_ONCE = "approved by one"
    APPROVED = "approved"
    PUBLISHED = "published"
    PAYING = "paying"
    RECONCILED = "reconciled"
    REVERSED = "reversed"


#: States in which a run has moved no money yet, but lays its hand on the pot.
OPEN = (RunState.PROPOSED, RunState.FROZEN, RunState.APPROVED_ONCE)
#: States in which its payees are entitled.
ENTITLED = (RunState.APPROVED, RunState.PUBLISHED, RunState.PAYING, RunState.RECONCILED)
#: States in which its payees may be paid: what is paid stands in public before.
PAYABLE = (RunState.PUBLISHED, RunState.PAYING, RunState.RECONCILED)

#: Step → the states that it may be taken in, and the state it leads to.
STEPS: Mapping[str, tuple[tuple[RunState, ...], RunState]] = MappingProxyType(
    {
        "freeze": ((RunState.PROPOSED,), RunState.FROZEN),
        "approve first": ((RunState.FROZEN,), RunState.APPROVED_ONCE),
        "approve second": ((RunState.APPROVED_ONCE,), RunState.APPROVED),
        "publish": ((RunState.APPROVED,), RunState.PUBLISHED),
        "pay": (PAYABLE, RunState.PAYING),
        "reconcile": ((RunState.PUBLISHED, RunState.PAYING), RunState.RECONCILED),
        # A payment of a reversed run may still come back from the bank; what it brings goes back to the pot as well.
        "reverse": (tuple(RunState), RunState.REVERSED),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A distribution run as the journal tells it."""

    id: str
    state: RunState
    period: str
    currency: str
    pots: Mapping[str, int]
    """Pot → minor units that the run takes from it."""
    total: int
    key_digest: str
    decision: str
    proposed_by: str
    frozen_by: str = ""
    approved_by: tuple[str, ...] = ()
    approval_key: str = ""
    """Key of the entry that moved the money: the second approval."""
    lines: tuple[Mapping[str, Fact], ...] = ()
    """As frozen: `path`, `units`, `due`, `reason`, `shared_on`."""
    kept: Mapping[str, int] = field(default_factory=dict)
    """What of it goes to `Reserve` and `Administration`."""
    payees: Mapping[str, Mapping[str, Fact]] = field(default_factory=dict)
    """Payee → `hold` (empty: payable) and `reason`, as frozen."""
    purposes: tuple[str, ...] = ()
    """Names in the key that are purposes; each has its fund. None: the first level is."""
    inputs: Mapping[str, str] = field(default_factory=dict)
    collected: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """Pot → financial year in which it was collected → minor units."""
    returned: int = 0
    """What of it went back to the pots when it was reversed."""

    @property
    def year(self) -> int:
        """The last financial year in which its money was collected: the years of what rests count from its end."""
        return max((int(year) for years in self.collected.values() for year in years), default=0)


def after(run: Run, step: str) -> RunState:
    """The state that a step leads to. Raises `ProcedureError` where the run is in no state for it."""
    allowed, to = STEPS[step]
    if run.state not in allowed:
        raise ProcedureError(f"run {run.id} is {run.state}: {step} needs a run that is {' or '.join(allowed)}")
    return to
