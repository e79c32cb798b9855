"""A key file: YAML that says how a total is shared out, level by level, checked so that a lawyer understands what is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from hashlib import sha256

from agister.errors import SharingError
from agister.formats.exact_yaml import Table, parse_exact_yaml
from agister.ledger.tree import Branch, Line, apportion_tree
from agister.levy.allocations import ALLOCATIONS, Allocation
from agister.levy.allocations.section import Section

#: Keys that every kind may have beside its own: `kind`, what is below a payee, its legal reference, a remark.
SHARED_KEYS = ("kind", "within", "law", "note")


@dataclass(frozen=True, slots=True, kw_only=True)
class SharingKey:
    """A key that was read and checked."""

    kind: str
    branch: Branch
    law: str
    digest: str
    """`sha256:…` of the file, for whoever computes it again."""

    def share(self, total: int) -> tuple[Line, ...]:
        """Every line of sharing out `total` minor units. Raises `SharingError` where the key cannot do it."""
        return apportion_tree(total, self.branch)


def parse_key(body: bytes, *, file: str = "key", allocations: Sequence[Allocation] = ALLOCATIONS) -> SharingKey:
    """Read a key file. Raises `SharingError`: `key.yaml, line 3, weights → heritage: …`."""
    document = parse_exact_yaml(body)
    for problem in document.problems:
        raise SharingError(f"{file}, {problem.place}: {problem.message}")
    if document.root is None:
        raise SharingError(f"{file} is empty; write for example: kind: fixed")
    if not isinstance(document.root, Table):
        raise SharingError(f"{file}, line {document.root.line}: a key file begins with a key, such as kind: fixed")
    section = Section(document.root, file=file)
    branch = _branch(section, allocations)
    digest = f"sha256:{sha256(body).hexdigest()}"
    return SharingKey(kind=section.text("kind"), branch=branch, law=section.text("law", ""), digest=digest)


def _branch(section: Section, allocations: Sequence[Allocation]) -> Branch:
    kinds = {allocation.name: allocation for allocation in allocations}
    kind = section.text("kind")
    if kind not in kinds:
        near = get_close_matches(kind, kinds, n=1)
        hint = f"did you mean {near[0]}? " if near else ""
        raise section.fault(f"{kind!r} is no kind of key; {hint}allowed: {', '.join(kinds)}", "kind")
    allocation = kinds[kind]
    section.only((*SHARED_KEYS, *allocation.keys))
    for key in ("law", "note"):
        section.text(key, "")
    rule = allocation.read(section)
    within = {}
    if "within" in section:
        below = section.section("within")
        for payee in below.names:
            if payee not in rule.payees:
                raise below.fault(f"nobody of this name shares above; there are: {', '.join(rule.payees[:12])}", payee)
            within[payee] = _branch(below.section(payee), allocations)
    return Branch(rule=rule, within=within)
