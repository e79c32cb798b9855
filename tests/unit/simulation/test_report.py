from __future__ import annotations

import re
from html.parser import HTMLParser

from agister.simulation.report import answer, render, unbroken
from agister.simulation.simulate import Simulation, simulate
from tests.scenarios import CONTENT, scenario


class Elements(HTMLParser):
    """Every element that is opened, with its attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_the_report_needs_nothing_else_and_is_the_same_twice(found: Simulation) -> None:
    text = render(found)
    assert text == render(found)
    elements = Elements(text).found
    assert not {"script", "link", "img", "iframe"} & {tag for tag, _ in elements}
    assert [
        value for _, attributes in elements for name, value in attributes.items() if name in ("src", "srcset")
    ] == []
    links = [attributes["href"] or "" for tag, attributes in elements if tag == "a"]
    assert all(link.startswith("#") for link in links)
    assert {link.removeprefix("#") for link in links} <= {attributes.get("id") for _, attributes in elements}


def test_it_answers_first_and_names_everything(found: Simulation) -> None:
    text = render(found).replace("\u00a0", " ")
    assert text.index('id="answer"') < text.index('id="yield"')
    for words in ("What comes in?", "model act", "Licensed", "no credit", "half the revenue", "a note", found.scenario.digest,
                  "nobody owes it", "none is a proposal of the author", "National Audit Office"):  # fmt: skip
        assert words in text, words
    # Never one number: the ranges stand beside it.
    assert re.search(r"EUR [0-9.]+ m<span class=\"sub\">EUR [0-9.]+ m to [0-9.]+ m", text)


def test_sentences(found: Simulation) -> None:
    first = answer(found)[0]
    assert re.fullmatch(
        r"model act: EUR [0-9.]+ m in 2027 \(EUR .* in nine draws of ten\), EUR .* in 2029 \(.*\); 2 of 5 pay in 2029, "
        r"the five largest 100.0 % of it\.",
        first,
    ), first  # fmt: skip


def test_without_draws_key_and_costs() -> None:
    bare = simulate(scenario(
        monte_carlo={"draws": 0}, key=None, administration=None, cases=None, changes=None, notes=None, question=None,
        years={"first": 2027, "last": 2027},
    ))  # fmt: skip
    text = render(bare)
    assert "No draws were asked for" in text
    assert "The scenario names no key" in text
    assert "The scenario says nothing of costs" in text
    assert "if all inputs are low or high" in answer(bare)[0]


def test_words_of_the_scenario_cannot_become_elements() -> None:
    evil = '<script>alert(1)</script> & "quoted"'
    providers = [{**CONTENT["providers"][2], "name": "A <b>bold</b> name", "note": evil}]
    hostile = simulate(scenario(
        title=evil, question=evil, notes=[evil], providers=providers, cases=None, changes=None, monte_carlo={"draws": 10},
        designs=[{"name": "d <i>x</i>", "act": "model-act", "note": evil}],
    ))  # fmt: skip
    tags = {tag for tag, _ in Elements(render(hostile)).found}
    assert "script" not in tags
    assert "i" not in tags


def test_amounts_do_not_break() -> None:
    assert unbroken("EUR 1.23 bn and 5 % of 3 members") == "EUR\u00a01.23\u00a0bn and 5\u00a0% of 3 members"
    assert unbroken(7) == 7
