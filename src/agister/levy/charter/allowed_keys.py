"""Whether a charter allows a key: every path leads through one purpose, costs and reserve stay below their caps, and under the
act `essay` nobody is paid by single works, by heads or by a repertoire.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from agister.errors import ProcedureError
from agister.ledger.exact import written
from agister.ledger.tree import Branch, Rule
from agister.levy.allocations.equal_per_head import EqualPerHead
from agister.levy.allocations.first_cut import FirstCut
from agister.levy.allocations.key_file import SharingKey
from agister.levy.allocations.usage_sample import UsageSample
from agister.levy.allocations.weighted import Weighted
from agister.levy.charter.charter import ADMINISTRATION, RESERVE, Charter, Purpose, PurposeKind
from agister.levy.charter.single_works import single_work

#: Kinds of key that follow single works or single people, and the purposes below which a charter other than the essay's may use them.
_BY_SINGLE: tuple[tuple[type, str, tuple[PurposeKind, ...]], ...] = (
    (UsageSample, "a usage sample pays by the use of works", (PurposeKind.CREATORS, PurposeKind.PUBLIC_INTEREST_MEDIA)),
    (EqualPerHead, "equal per head pays single people", (PurposeKind.DIVIDEND,)),
)


def check_key_allowed(charter: Charter, key: SharingKey) -> None:
    """Raises `ProcedureError` with everything in a key that its charter does not allow."""
    found = key_problems(charter, key)
    if found:
        more = f" (and {len(found) - 3} more)" if len(found) > 3 else ""
        raise ProcedureError(f"charter {charter.id} does not allow this key: {'; '.join(found[:3])}{more}")


def key_problems(charter: Charter, key: SharingKey) -> tuple[str, ...]:
    """Everything in a key that a charter does not allow, in words with the path; empty: it is allowed."""
    found = list(_walk(charter, key.branch, (), Fraction(1)))
    kept = {ADMINISTRATION: charter.administration_cap, RESERVE: charter.reserve.share}
    for name, cap in kept.items():
        parts = [part for path, part in _parts(key.branch, (), Fraction(1)) if path[-1] == name]
        if any(part is None for part in parts):
            found.append(f"{name} must be a first cut or a fixed weight, so that its share can be told exactly")
        elif (together := sum((part for part in parts if part is not None), Fraction(0))) > cap:
            found.append(f"{name} gets {written(together)} of the whole; the charter allows {written(cap)}")
    return tuple(dict.fromkeys(found))


def purpose_of(charter: Charter, path: tuple[str, ...]) -> Purpose | None:
    """The purpose that a path leads through; None for costs and reserve."""
    return next((found for name in path if (found := charter.purpose(name)) is not None), None)


def _walk(charter: Charter, branch: Branch, path: tuple[str, ...], _part: Fraction) -> Iterator[str]:
    purpose = purpose_of(charter, path)
    for kind, what, allowed in _BY_SINGLE:
        if not isinstance(branch.rule, kind):
            continue
        where = " → ".join(path) or "the whole"
        if charter.essay:
            yield f"{where}: {what}; under the act essay payees are collections and efforts"
        elif purpose is None or purpose.kind not in allowed:
            yield f"{where}: {what}; this charter allows it only for {' and '.join(allowed)}"
    for payee in branch.rule.payees:
        here = (*path, payee)
        name = " → ".join(here)
        if charter.essay and (what := single_work(payee)):
            yield f"{name} is {what}; under the act essay no key names single works or rightholders"
        purposes = [item for item in here if charter.purpose(item) is not None]
        if len(purposes) > 1:
            yield f"{name} leads through two purposes, {' and '.join(purposes)}: keep one"
        below = branch.within.get(payee)
        if below is not None:
            yield from _walk(charter, below, here, _part)
        elif not purposes and payee not in (ADMINISTRATION, RESERVE):
            allowed_names = ", ".join([item.id for item in charter.purposes] + [ADMINISTRATION, RESERVE])
            yield f"{name} is under no purpose of the charter; its purposes are {allowed_names}"


def _parts(
    branch: Branch, path: tuple[str, ...], whole: Fraction | None
) -> Iterator[tuple[tuple[str, ...], Fraction | None]]:
    """Path of each leaf, and its exact part of the whole; None where it depends on the amount or on others."""
    for payee in branch.rule.payees:
        here = (*path, payee)
        own = _part_of(branch.rule, payee)
        part = None if own is None or whole is None else whole * own
        below = branch.within.get(payee)
        if below is None:
            yield here, part
        else:
            yield from _parts(below, here, part)


def _part_of(rule: Rule, payee: str) -> Fraction | None:
    if isinstance(rule, FirstCut):
        return rule.first.get(payee, 1 - sum(rule.first.values(), Fraction(0)))
    if isinstance(rule, Weighted):
        whole = sum(rule.weights.values(), Fraction(0))
        return rule.weights[payee] / whole if whole else None
    return None
