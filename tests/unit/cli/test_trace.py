from __future__ import annotations

from pathlib import Path

from tests.commands import Agister
from tests.office_folder import office_at


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


def test_a_payout_walks_back_to_the_law(agister: Agister, tmp_path: Path) -> None:
    office = office_at("shared", tmp_path / "o")
    said = agister("trace", "payout:2027/archive", "--office", office.folder)
    assert (said.status, said.err) == (0, "")
    found = lines(said.out)
    assert found[0] == "payout 2027 / archive EUR 67,737.60"
    assert found[1].startswith(
        "from run 2027: purposes → commons → archive, 4 of 5, exactly 6773760 minor units entry "
    )
    assert any(
        line.startswith("assessed assessment:acme/2027/1: EUR 100,000.00 on EUR 1,000,000.00, test-act")
        for line in found
    )
    assert found[-1] == f"journal {office.journal.head()[1]}"
    as_json = agister("trace", "payout:2027/archive", "--office", office.folder, "--json").object
    assert (as_json["subject"], as_json["journal"]) == ("payout:2027/archive", office.journal.head()[1])
    assert {step["label"] for step in as_json["steps"]} >= {
        "from",
        "by key",
        "approved",
        "under",
        "received",
        "assessed",
    }


def test_an_assessment_walks_back_to_its_return(agister: Agister, tmp_path: Path) -> None:
    office = office_at("paid", tmp_path / "o")
    found = lines(agister("trace", "assessment:acme/2027/1", "--office", office.folder).out)
    assert found[0] == "assessment acme/2027/1 acme, 2027 EUR 100,000.00"
    assert found[1] == "exactly 10000000 minor units, before rounding once"
    assert any(line.startswith("paid EUR 100,000.00 receipt:") for line in found)


def test_what_is_traced_in_books_and_what_in_an_index(agister: Agister, place: Path, tmp_path: Path) -> None:
    office = office_at("shared", tmp_path / "o").folder
    assert agister.refuses("trace", "payout:2027/archive") == "say in whose books payout:2027/archive is: --office DIR"
    assert agister.refuses("trace", "payout:2027/archive", "--office", office, "--policy", "x") == (
        "--policy is for URLs: payout:2027/archive is traced with --office alone"
    )
    assert agister.refuses("trace", "https://example.org/x", "--office", office) == (
        "say what to trace in that office: payout:RUN/PAYEE, or assessment:ID"
    )
    assert agister.refuses("trace", "https://example.org/x") == (
        "say in which statement index to look: --index IDX; a payout or an assessment needs --office DIR"
    )
    assert agister.refuses("trace", "payout:2027/nobody", "--office", office).startswith(
        "there is no payout '2027/nobody'; there are "
    )
    assert "is no office folder" in agister.refuses("trace", "assessment:x", "--office", tmp_path)
