from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import pytest

from agister.errors import BrokenInvariant, SharingError
from agister.ledger.tree import DEPTH_LIMIT, Branch, Line, Share, apportion_tree, by_payee


@dataclass(frozen=True)
class Halves:
    """Two payees; the first gets the odd unit."""

    payees: tuple[str, str]
    lost: int = 0

    def share(self, total: int) -> tuple[Share, ...]:
        small = total // 2
        return tuple(
            Share(payee=payee, units=units, due=Fraction(total, 2), reason="half")
            for payee, units in zip(self.payees, (total - small - self.lost, small), strict=True)
        )


@dataclass(frozen=True)
class Refusing:
    payees: tuple[str, ...] = ("x",)

    def share(self, total: int) -> tuple[Share, ...]:
        raise SharingError("nobody is there to share with")


TREE = Branch(
    rule=Halves(("culture", "archive")),
    within={"culture": Branch(rule=Halves(("museum", "archive")))},
)


def test_lines_are_followed_by_those_below() -> None:
    def line(path: str, units: int, due: Fraction, *, shared_on: bool = False) -> Line:
        return Line(path=tuple(path.split("/")), units=units, due=due, reason="half", shared_on=shared_on)

    assert apportion_tree(5, TREE) == (
        line("culture", 3, Fraction(5, 2), shared_on=True),
        line("culture/museum", 2, Fraction(3, 2)),
        line("culture/archive", 1, Fraction(3, 2)),
        line("archive", 2, Fraction(5, 2)),
    )


def test_a_payee_reached_by_two_ways_gets_both() -> None:
    assert by_payee(apportion_tree(5, TREE)) == {"archive": 3, "museum": 2}


def test_mirror_image() -> None:
    assert by_payee(apportion_tree(-5, TREE)) == {"archive": -3, "museum": -2}
    assert next(line.due for line in apportion_tree(-5, TREE)) == Fraction(-5, 2)


def test_the_branch_that_cannot_share_is_named() -> None:
    tree = Branch(
        rule=TREE.rule, within={"culture": Branch(rule=TREE.rule, within={"archive": Branch(rule=Refusing())})}
    )
    with pytest.raises(SharingError, match=r"^culture → archive: nobody is there to share with$"):
        apportion_tree(5, tree)
    with pytest.raises(SharingError, match=r"^nobody is there to share with$"):
        apportion_tree(5, Branch(rule=Refusing()))


def test_a_rule_that_loses_a_unit_is_our_mistake() -> None:
    with pytest.raises(BrokenInvariant, match=r"a rule shared 5 as \[2, 2\]"):
        apportion_tree(5, Branch(rule=Halves(("a", "b"), lost=1)))


def test_totals_are_whole() -> None:
    with pytest.raises(BrokenInvariant, match="no whole number of minor units"):
        apportion_tree(5.0, TREE)


def test_depth() -> None:
    tree = Branch(rule=Halves(("a", "b")))
    for _ in range(DEPTH_LIMIT - 1):
        tree = Branch(rule=Halves(("a", "b")), within={"a": tree})
    assert sum(by_payee(apportion_tree(7, tree)).values()) == 7
    with pytest.raises(SharingError, match=f"more than {DEPTH_LIMIT} levels deep"):
        apportion_tree(7, Branch(rule=Halves(("a", "b")), within={"a": tree}))
