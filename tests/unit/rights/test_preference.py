from __future__ import annotations

from agister.rights import Preference


def test_words_of_the_vocabulary() -> None:
    assert [preference.value for preference in Preference] == ["allow", "disallow", "unknown"]
