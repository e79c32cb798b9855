from __future__ import annotations

from pathlib import Path

from tests.commands import Agister


def asked(place: Path, url: object, *more: object) -> list[object]:
    return ["trace", url, "--index", place / "idx", "--policy", place / "policy.toml", *more]


def lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines()]


def test_why(agister: Agister, place: Path) -> None:
    said = agister(*asked(place, "https://blocked.example/art/1.jpg"))
    assert (said.status, said.err) == (0, "")
    found = lines(said.out)
    assert found[0] == "https://blocked.example/art/1.jpg train-ai reserved"
    assert found[1].startswith("because robots_txt robots.txt line 2 Disallow: /")
    assert found[2].startswith("seen 2031-01-10T00:00:00Z https://blocked.example/robots.txt 200 sha256:")
    assert any(line.startswith("unless a licence none held") for line in found)
    assert any(line.startswith("under policy test sha256:") for line in found)


def test_what_was_looked_at(agister: Agister, place: Path) -> None:
    said = agister(*asked(place, "https://absent.example/x"))
    assert "because no reservation found in what was looked at:" in lines(said.out)
    assert "404: nothing said" in said.out
    assert "not looked at" in said.out
    never = agister(*asked(place, "https://nowhere.example/x"))
    assert "because nothing of https://nowhere.example was ever observed" in lines(never.out)


def test_as_json(agister: Agister, place: Path) -> None:
    found = agister(*asked(place, "https://tdm.example/x", "--json")).object
    assert (found["outcome"], found["protocol"]) == ("reserved", "tdmrep")
    assert found["because"]["place"].startswith("$[0]")
    assert found["evidence"]["url"] == "https://tdm.example/.well-known/tdmrep.json"


def test_before_the_first_observation(agister: Agister, place: Path) -> None:
    found = agister(*asked(place, "https://tdm.example/x", "--json", "--as-of", "2031-01-09")).object
    assert (found["outcome"], found["as_of"]) == ("unchecked", "2031-01-09")


def test_a_statement_by_its_number(agister: Agister, place: Path) -> None:
    said = agister("trace", "--statement", 0, "--index", place / "idx")
    found = lines(said.out)
    assert found[0] == "statement 0 robots_txt crawl disallow"
    assert found[1] == "says robots.txt line 2 Disallow: / for gptbot"
    assert found[2].startswith("seen https://blocked.example/robots.txt made.parquet")
    as_json = agister("trace", "--statement", 0, "--index", place / "idx", "--json").object
    assert (as_json["statement"], as_json["protocol"], as_json["quote"]) == (0, "robots_txt", "Disallow: /")


def test_refused(agister: Agister, place: Path) -> None:
    assert agister.refuses(*asked(place, "not a url")) == (
        "'not a url' is not an http or https URL: screening calls such a row `unreadable`"
    )
    assert agister.refuses("trace", "--index", place / "idx") == (
        "say which URL to trace, or which statement with --statement N"
    )
    assert agister.refuses("trace", "--statement", 99999, "--index", place / "idx").startswith(
        "the index has no statement 99999; it has 0 to "
    )
