from __future__ import annotations

from agister.formats.rsl_document import RslElement
from agister.protocols.problem_list import ProblemList
from agister.protocols.rsl_scope import Reach
from agister.protocols.rsl_voice import Setting, Voice
from agister.rights import Offer, Preference, Scope, Standing, Usage

SETTING = Setting(url="https://example.org/a.html", scope=Scope.URL, carrier="html", inline=True, place="script")


def voice(*, understood: bool = True) -> Voice:
    return Voice(SETTING, ProblemList(), understood=understood)


def test_places_come_after_that_in_the_page() -> None:
    speaker = voice()
    speaker.read()
    speaker.problem("rsl-x", "content[1]", "wrong", "§1")
    assert speaker.found[0].place == "script: rsl"
    assert speaker.found[0].offer == Offer(url="https://example.org/a.html", kind="rsl")
    assert speaker.problems.found[0].place == "script: content[1]"


def test_what_is_not_understood_is_unclear() -> None:
    element = RslElement("permits", "content[1]/license[1]/permits[1]", {"type": "usage"}, "search")
    for speaker, reach, clear, standing in (
        (voice(), Reach(pattern="/"), True, Standing.SAID),
        (voice(understood=False), Reach(pattern="/"), True, Standing.UNCLEAR),
        (voice(), Reach(pattern="/", understood=False), True, Standing.UNCLEAR),
        (voice(), Reach(pattern="/"), False, Standing.UNCLEAR),
    ):
        speaker.say(element, "search", Usage.SEARCH, Preference.ALLOW, reach, ["permits"], None, clear=clear)
        (statement,) = speaker.found
        assert statement.standing is standing
        assert statement.quote == '<permits type="usage">search'
        assert statement.place == "script: content[1]/license[1]/permits[1] search"
        assert statement.note == "permits in https://example.org/a.html"


def test_unclear() -> None:
    speaker = voice()
    speaker.unclear("content[1]", "/x", "q" * 900)
    assert (speaker.found[0].standing, speaker.found[0].pattern) == (Standing.UNCLEAR, "/x")
    assert len(speaker.found[0].quote) == 500
