"""What one site says: every statement with its place, what is malformed, and what contradicts what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from agister.errors import InputError
from agister.formats.url import parse
from agister.protocols import PROTOCOLS, ReservationProtocol, Seen
from agister.rights import Asset, Decision, Observation, Outcome, Problem, Question, Scope, Statement, Usage, reserves
from agister.screening.decide import decide
from agister.screening.failed_fetch import failed_problem, failed_statements
from agister.screening.index_build import failure_kind
from agister.screening.inputs import site_files
from agister.screening.policy import ScreeningPolicy
from agister.screening.policy_file import default_tokens, load_policy
from agister.sources.report import SourceReport

#: Uses that a site's signals distinguish, as the summary asks them.
ASKED = (Usage.TRAIN_GENAI, Usage.TRAIN_AI, Usage.TDM, Usage.AI_INPUT, Usage.SEARCH)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedFile:
    """One file or page of the site."""

    url: str
    what: str
    """`read`, `404`, `failed: timeout`."""
    statements: tuple[Statement, ...]
    problems: tuple[tuple[str, Problem], ...]
    """(protocol, problem)"""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteCheck:
    """The whole answer."""

    subject: str
    origin: str
    files: tuple[CheckedFile, ...]
    answers: tuple[tuple[Usage, Decision], ...]
    """What the site as a whole says of each use, asked at its home page's directory (`/`), under `policy`."""
    contradictions: tuple[str, ...]
    policy: str
    source_problems: tuple[Problem, ...] = ()
    """What could not be read of the folder, archive or configuration that the files come from."""

    @property
    def statements(self) -> list[Statement]:
        """All statements of all files."""
        return [s for file in self.files for s in file.statements]

    @property
    def problems(self) -> list[tuple[str, str, Problem]]:
        """(URL, protocol, problem) of all files."""
        return [(file.url, protocol, problem) for file in self.files for protocol, problem in file.problems]


def check_site(
    subject: str,
    observations: Iterable[Observation],
    *,
    policy: ScreeningPolicy | None = None,
    protocols: Sequence[ReservationProtocol] = PROTOCOLS,
    report: SourceReport | None = None,
) -> SiteCheck:
    """Read everything that was observed of one site and say what it amounts to. `report`: what the source of the
    observations fills while they are drawn.
    """
    rules = policy or load_policy("eu-commercial-training", protocols=protocols)
    well_known = {path for protocol in protocols for path in protocol.well_known}
    files: list[CheckedFile] = []
    origin = ""
    for observation in observations:
        asset = parse(observation.url)
        if asset is None:
            continue
        origin = origin or asset.origin
        files.append(_file(observation, asset, asset.path if asset.path in well_known else None, protocols))
    site = [s for file in files for s in file.statements if s.scope is Scope.ORIGIN]
    # The home page stands for the site: its own headers and HTML count with it.
    home = [s for file in files for s in file.statements if s.scope is Scope.URL and file.url.rstrip("/") == origin]
    asset = Asset(origin=origin, path="/")
    answers = []
    for usage in ASKED:
        question = _asked(rules, usage)
        answers.append((usage, decide(asset, site + home, question, observed=bool(files), protocols=protocols)))
    return SiteCheck(
        subject=subject,
        origin=origin,
        files=tuple(files),
        answers=tuple(answers),
        contradictions=tuple(_contradictions(answers)),
        policy=rules.name,
        source_problems=tuple(report.problems) if report else (),
    )


def _asked(rules: ScreeningPolicy, usage: Usage) -> Question:
    """A rule for a training crawler says nothing of search: each use is asked with its own crawlers, and a site that shuts out
    one search engine of many has not said no to search."""
    if usage is rules.usage:
        return rules.question
    combine = rules.combine if reserves(Usage.TRAIN_AI, usage) else "all"
    return replace(rules.question, usage=usage, tokens=default_tokens(usage), combine=combine)


def _file(
    observation: Observation, asset: Asset, read_as: str | None, protocols: Sequence[ReservationProtocol]
) -> CheckedFile:
    failure = failure_kind(observation, site_wide=read_as is not None)
    if failure is not None:
        what = f"failed: {failure}"
    elif observation.status is not None and observation.status >= 300:
        what = str(observation.status)
    else:
        what = "read"
    statements: list[Statement] = []
    problems: list[tuple[str, Problem]] = []
    if what == "read":
        seen = Seen(observation, path=read_as)
        for protocol in protocols:
            result = protocol.read(seen)
            statements += result.statements
            problems += [(protocol.name, problem) for problem in result.problems]
    elif failure is not None:
        statements = failed_statements(failure, read_as or "", protocols)
        problems = [("fetch", failed_problem(failure, read_as or ""))]
    return CheckedFile(url=asset.url, what=what, statements=tuple(statements), problems=tuple(problems))


def _contradictions(answers: Sequence[tuple[Usage, Decision]]) -> Iterable[str]:
    """Protocols of one site that answer one use in opposite ways."""
    for usage, decision in answers:
        no = [f for f in decision.findings if f.resolution.outcome is Outcome.RESERVED]
        yes = [f for f in decision.findings if f.resolution.outcome is Outcome.PERMITTED]
        for denied in no:
            for allowed in yes:
                yield (
                    f"{usage}: {denied.protocol} reserves ({_place(denied.resolution.because)}), "
                    f"{allowed.protocol} permits ({_place(allowed.resolution.because)}); the reservation counts"
                )


def _place(statement: Statement | None) -> str:
    return f"{statement.carrier} {statement.place}: {statement.quote[:80]}" if statement else "no statement"


def check(
    path: str | Path, *, origin: str | None = None, policy: str | Path | ScreeningPolicy = "eu-commercial-training"
) -> SiteCheck:
    """What a site states, what is malformed and what contradicts what, from a folder with the built site, a WARC file, an
    observations table, or a single file such as robots.txt. `origin`: where it is served. Nothing is fetched.

    Raises `InputError` where nothing is there.
    """
    place = Path(path)
    if not place.exists():
        raise InputError(f"{path} does not exist")
    rules = policy if isinstance(policy, ScreeningPolicy) else load_policy(policy)
    report = SourceReport()
    return check_site(str(path), site_files(place, origin, report), policy=rules, report=report)
