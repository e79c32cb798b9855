"""Organisation identifiers; the vectors are in conformance/levies/payees/org_id.json."""

from __future__ import annotations

from agister.levy.payees.org_id import org_id_problem


def test_a_fault_says_what_is_allowed() -> None:
    assert org_id_problem("GB-COH-09506232") == ""
    assert org_id_problem("09506232") == (
        "'09506232' is no organisation identifier; write the code of a list of org-id.guide and the number in it, such as GB-COH-09506232"
    )


def test_other_digits_than_ascii_are_no_digits() -> None:
    assert org_id_problem("GB-COH-٠٩٥٠٦٢٣٢")
    assert org_id_problem("GB-COH-1\n")
