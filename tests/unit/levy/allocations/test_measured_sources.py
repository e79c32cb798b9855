from __future__ import annotations

import pytest

from tests.keys import lines_of, refusal, shares_of

DIGEST = "sha256:" + "0" * 64
KEY = f"""
kind: measured_sources
unit: tokens
measured: {{text: {{encyclopedia: 60, archive: 40}}, image: {{gallery: 9, encyclopedia: 1}}}}
strands: {{text: 3, image: 1}}
inputs: {{corpus: "{DIGEST}"}}
floor: 1%
cap: 60%
rest: reserve
"""


def test_shares_of_strands_are_added_up() -> None:
    assert shares_of(KEY, 10_000) == {"archive": 3000, "encyclopedia": 4750, "gallery": 2250, "reserve": 0}
    assert lines_of(KEY, 10_000)[1].reason == "19/10 of 4"


def test_one_strand_needs_no_weight() -> None:
    text = KEY.replace("strands: {text: 3, image: 1}\n", "").replace(", image: {gallery: 9, encyclopedia: 1}", "")
    assert shares_of(text, 100) == {"archive": 40, "encyclopedia": 60, "reserve": 0}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("unit: tokens", "unit: pages", "line 3, unit: 'pages' is no unit; allowed: items, tokens, bytes"),
        (
            DIGEST,
            "sha256:12",
            "line 6, inputs → corpus: must be sha256: and 64 hexadecimal digits of the file measured",
        ),
        (
            "floor: 1%\n",
            "",
            "line 2: 'floor' is missing: a measured key needs both, so that no source takes all and none is lost",
        ),
        (
            "cap: 60%\n",
            "",
            "line 2: 'cap' is missing: a measured key needs both, so that no source takes all and none is lost",
        ),
        (
            "strands: {text: 3, image: 1}\n",
            "",
            "line 2: 'strands' is missing: with more than one strand, say how they weigh against each other",
        ),
        ("image: 1}\n", "sound: 1}\n", "line 5, strands: 'image' stands in only one of measured and strands"),
        (
            "{gallery: 9, encyclopedia: 1}",
            "{gallery: 0}",
            "line 4, measured → image: nothing was measured in this strand: leave it out",
        ),
        (
            "rest: reserve",
            "rest: archive",
            "line 9, rest: 'archive' shares already: what is left over goes to somebody else, such as a reserve",
        ),
        ("archive: 40", "archive: 4.5", "line 4, measured → text → archive: '4.5' is no whole number"),
    ],
)
def test_refusals(old: str, new: str, message: str) -> None:
    assert old in KEY
    assert refusal(KEY.replace(old, new)).removeprefix("key.yaml, ") == message
