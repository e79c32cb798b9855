"""Which key shares out on a day."""

from __future__ import annotations

from datetime import date

import pytest

from agister.errors import ProcedureError
from agister.levy.charter import key_in_force
from tests.levy_governance import DIGEST, OTHER, charter_of, chartered, decided, with_parties

D = date.fromisoformat
BOTH = {"a": "for", "b": "for"}


def test_a_key_is_in_force_from_the_day_on_which_its_decision_takes_effect() -> None:
    kept = decided(with_parties(chartered(), "a", "b"), "D-1", DIGEST, BOTH)
    assert key_in_force(kept, charter_of(kept), D("2027-04-01")) == ("D-1", DIGEST)
    with pytest.raises(
        ProcedureError, match="no key is in force under commons on 2027-03-31; D-1 takes effect on 2027-04-01"
    ):
        key_in_force(kept, charter_of(kept), D("2027-03-31"))


def test_no_key_without_a_decision() -> None:
    kept = chartered()
    with pytest.raises(ProcedureError, match="a key is proposed, consulted on, voted on and adopted first"):
        key_in_force(kept, charter_of(kept), D("2027-04-01"))


def test_a_rejected_key_and_other_matters_are_no_key() -> None:
    kept = with_parties(chartered(), "a", "b")
    decided(kept, "D-1", DIGEST, {"a": "against", "b": "for"})
    decided(kept, "D-2", OTHER, BOTH, matter="payee")
    with pytest.raises(ProcedureError, match="no key is in force"):
        key_in_force(kept, charter_of(kept), D("2028-01-01"))


def test_the_later_effect_counts_whatever_was_taken_first() -> None:
    kept = with_parties(chartered(), "a", "b")
    decided(kept, "D-1", DIGEST, BOTH, effect="2027-09-01")
    decided(kept, "D-2", OTHER, BOTH, effect="2027-04-01")
    charter = charter_of(kept)
    assert key_in_force(kept, charter, D("2027-08-31")) == ("D-2", OTHER)
    assert key_in_force(kept, charter, D("2027-09-01")) == ("D-1", DIGEST)


def test_of_two_that_take_effect_on_one_day_the_one_proposed_later_counts() -> None:
    kept = with_parties(chartered(), "a", "b")
    decided(kept, "D-1", DIGEST, BOTH)
    decided(kept, "D-2", OTHER, BOTH)
    assert key_in_force(kept, charter_of(kept), D("2027-04-01")) == ("D-2", OTHER)
