from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agister.errors import PolicyError
from agister.formats.crawlers import training_tokens
from agister.law import Purpose, UserKind
from agister.rights import Outcome, Usage
from agister.screening.policy_file import default_tokens, load_policy, parse_policy, shipped_policies
from tests.places import ROOT, SOURCE

HEAD = 'name = "mine"\nusage = "train-ai"\n'
SHIPPED = SOURCE / "screening" / "policies"


def refusal(text: str) -> str:
    with pytest.raises(PolicyError) as raised:
        parse_policy(text.encode(), "p.toml")
    message = str(raised.value)
    assert "\n" not in message, "one line"
    return message.removeprefix("p.toml: ")


def test_name_and_usage_are_enough() -> None:
    policy = parse_policy(HEAD.encode(), "p.toml")
    assert policy.tokens == tuple(token.lower() for token in training_tokens())
    assert (policy.reading, policy.combine, policy.intent) == ("lenient", "any", "unreadable")
    assert policy.siblings == policy.repair == policy.licences == ()
    assert policy.keep == (Outcome.PERMITTED, Outcome.UNKNOWN, Outcome.LICENSED, Outcome.EXCEPTED)
    assert policy.user.kind is UserKind.UNKNOWN


def test_the_digest_is_that_of_the_bytes() -> None:
    assert parse_policy(HEAD.encode(), "p.toml").digest == "sha256:" + hashlib.sha256(HEAD.encode()).hexdigest()


def test_each_use_listens_to_its_own_crawlers() -> None:
    training, search, answers = (set(default_tokens(u)) for u in (Usage.TRAIN_AI, Usage.SEARCH, Usage.AI_INPUT))
    assert default_tokens(Usage.TRAIN_GENAI) == default_tokens(Usage.TDM) == training_tokens()
    assert {"gptbot", "ccbot", "img2dataset"} <= training
    assert "oai-searchbot" in search - training
    assert "chatgpt-user" in answers - search
    assert "gptbot" not in search | answers
    assert search < answers
    assert set(default_tokens(Usage.ANY)) == training | answers


def test_one_purpose_needs_no_list() -> None:
    policy = parse_policy((HEAD + '[user]\npurpose = "commercial"\n').encode(), "p.toml")
    assert policy.user.purpose == (Purpose.COMMERCIAL,)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (HEAD + '[robots_txt]\ntoken = ["a"]', "unknown key [robots_txt] token; did you mean tokens?; allowed: "),
        (HEAD + "[robot_txt]", "unknown section [robot_txt]; did you mean robots_txt?; allowed: "),
        (HEAD + 'usages = "x"', "unknown key usages; did you mean usage?; allowed: "),
        (HEAD + 'keep = "all"', "keep must be a section: write [keep] on a line of its own"),
        (HEAD + '[robots_txt]\nreading = "loose"', '[robots_txt] reading = "loose" is not known'),
        (HEAD + '[robots_txt]\nreading = ["strict"]', "[robots_txt] reading must be one word, in quotation marks"),
        (HEAD + '[robots_txt]\ntokens = "gptbot"', '[robots_txt] tokens must be a list of texts, such as ["gptbot"]'),
        (HEAD + "[robots_txt]\ntokens = [1]", "[robots_txt] tokens must be a list of texts"),
        (HEAD + '[robots_txt]\ntokens = [" "]', "[robots_txt] tokens must not be empty"),
        (HEAD + "[robots_txt]\ntokens = []", "[robots_txt] tokens is empty, so no robots.txt would speak of this use"),
        (HEAD + "[robots_txt]\nreason = 1", "[robots_txt] reason must be a text"),
        (HEAD + "reason = 1", "reason must be a text"),
        (
            HEAD + '[robots_txt]\ntokens = ["*"]\neveryone = "ignored"',
            '[robots_txt] tokens names "*" while everyone = "ignored" leaves its rules out; strike one',
        ),
        (HEAD + '[keep]\noutcomes = ["reserved"]', "[keep] outcomes names reserved, so nothing would be screened out"),
        (HEAD + "[keep]\noutcomes = []", "[keep] outcomes is empty, so no row would be kept"),
        (HEAD + '[keep]\noutcomes = ["unknwon"]', '[keep] outcomes = "unknwon" is not known; did you mean unknown?'),
        (HEAD + '[user]\nplace = "DEU"', '[user] place = "DEU" must be two capital letters'),
        (HEAD + '[user]\nplace = "Germany"', '[user] place = "Germany" must be two capital letters'),
        (
            HEAD + '[user]\npurpose = ["commercial", "non-commercial"]',
            "[user] purpose names commercial and non-commercial; strike one",
        ),
        (HEAD + '[origins]\nsiblings = ["http"]', '[origins] siblings = "http" is not known'),
        (HEAD + '[urls]\nrepair = ["all"]', '[urls] repair = "all" is not known'),
        (HEAD + '[tdmrep]\nmatch = "fist"', '[tdmrep] match = "fist" is not known; did you mean first?'),
        (HEAD + 'licences = ["x"]', "[[licences]] number 1 must be a table"),
        (HEAD + '[[licences]]\norigins = ["https://e.org"]', "[[licences]] number 1 needs a reference"),
        (HEAD + '[[licences]]\nreference = "r"', "[[licences]] number 1 needs origins"),
        (HEAD + "[[licences]]\norigin = []", "unknown key origin in [[licences]] number 1; did you mean origins?"),
        (
            HEAD + '[[licences]]\nreference = "r"\norigins = ["https://e.org/a"]',
            "[[licences]] number 1: 'https://e.org/a' is not an origin",
        ),
        ('name = "x"', 'usage is missing; write usage = "…", one of: any, tdm, train-ai'),
        ('usage = "tdm"', 'name is missing; write name = "…"'),
        ('name = "x"\nusage = "crawl"', 'usage = "crawl" is not known'),
        ('name = "x', "p.toml is not TOML: "),
        ("a = " + "[" * 100_000, "p.toml is nested too deep for a policy"),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_refused(text: str, message: str) -> None:
    assert refusal(text).startswith(message)


def test_other_encodings_are_refused() -> None:
    with pytest.raises(PolicyError, match="is not UTF-8 text"):
        parse_policy(HEAD.encode("utf-16"), "p.toml")
    assert parse_policy(b"\xef\xbb\xbf" + HEAD.encode(), "p.toml").name == "mine"


@given(st.binary())
def test_any_bytes_give_a_policy_or_a_refusal(content: bytes) -> None:
    with pytest.raises(PolicyError):
        parse_policy(content, "p.toml")


def test_a_file_is_read_from_its_path(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(HEAD, "utf-8")
    assert (load_policy(path).name, load_policy(str(path)).source) == ("mine", "own.toml")


def test_a_missing_file_names_the_nearest_shipped_one() -> None:
    with pytest.raises(PolicyError, match=r"did you mean eu-research\?"):
        load_policy("eu-reserch")


@pytest.mark.parametrize("name", sorted(path.stem for path in SHIPPED.glob("*.toml")))
def test_shipped_policies_give_a_reason_for_every_choice(name: str) -> None:
    policy = load_policy(name)
    assert policy.name == name
    assert policy.description
    assert [entry.key for entry in policy.entries if entry.given and not entry.reason] == []
    silent = {entry.key for entry in policy.entries if not entry.given} - {"robots_txt.tokens"}
    assert {key for key in silent if not key.startswith("user.")} == set(), "state the choice, with a reason"
    tables = tomllib.loads((SHIPPED / f"{name}.toml").read_text("utf-8"))
    assert all("reason" in value for value in tables.values() if isinstance(value, dict))
    assert f"`{name}`" in (ROOT / "docs" / "reference" / "policies.md").read_text("utf-8")


def test_shipped_policies_are_listed() -> None:
    assert shipped_policies() == ["eu-commercial-training", "eu-research", "rfc-strict-single-token", "search-only"]
