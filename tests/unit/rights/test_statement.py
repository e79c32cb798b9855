from __future__ import annotations

from agister.rights import Offer, Preference, Reading, Scope, Standing, Statement, Usage


def test_a_plain_statement_speaks_for_the_origin_to_everybody_in_both_readings() -> None:
    said = Statement(
        protocol="tdmrep", usage=Usage.TDM, preference=Preference.DISALLOW, place="$[0]", quote='"tdm-reservation": 1'
    )
    assert (said.scope, said.pattern, said.fold_case, said.agents) == (Scope.ORIGIN, "", False, ())
    assert (said.reading, said.standing, said.carrier, said.note, said.offer) == (
        Reading.BOTH,
        Standing.SAID,
        "",
        "",
        None,
    )


def test_an_offer_may_be_a_contact_alone() -> None:
    assert Offer(contact="mailto:licences@example.org").url == ""


def test_words() -> None:
    assert [scope.value for scope in Scope] == ["origin", "url"]
    assert [reading.value for reading in Reading] == ["both", "strict", "lenient"]
    assert [standing.value for standing in Standing] == ["said", "unclear", "failed"]
