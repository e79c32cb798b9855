from __future__ import annotations

from agister.rights import Outcome, Panel, Rule, Rulebook


def test_a_panel_counts_the_most_restrictive_unless_it_says_so() -> None:
    panel = Panel((Rulebook((Rule("/", Outcome.RESERVED, None),)),))
    assert (panel.combine, panel.guard, panel.why) == ("any", None, "")


def test_a_rule_compares_case_unless_it_says_so() -> None:
    assert Rule("/", Outcome.RESERVED, None).fold_case is False


def test_equal_rulebooks_are_one_value() -> None:
    rules = (Rule("/a", Outcome.RESERVED, None), Rule("", Outcome.UNKNOWN, None))
    assert len({Rulebook(rules), Rulebook(tuple(rules))}) == 1
