"""Rulebooks compiled once for one index, policy and date, kept inside the index's folder for the next run and for workers."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from agister import version
from agister.errors import StatementIndexError
from agister.protocols import PROTOCOLS, ReservationProtocol
from agister.rights import Question
from agister.screening.compile import compile_index
from agister.screening.rulebooks import CompiledRulebooks
from agister.stores.statement_index import StatementIndex

_KEPT = 8


def compiled_folder(
    index: StatementIndex,
    question: Question,
    *,
    sibling_switches: Sequence[str] = (),
    as_of: int | None = None,
    all_times: bool = False,
    protocols: Sequence[ReservationProtocol] = PROTOCOLS,
    progress: Callable[[int], None] = lambda _done: None,
) -> Path:
    """Folder of the compiled rulebooks; compiled now where they are not there yet.

    An index that cannot be written to is compiled into a temporary folder.
    """
    key = _key(index, question, sibling_switches, as_of, all_times, protocols)
    home = index.path / "compiled"
    folder = home / key
    if (folder / "complete").is_file():
        try:
            CompiledRulebooks.open(folder)
            return folder
        except StatementIndexError:
            shutil.rmtree(folder, ignore_errors=True)
    rulebooks = compile_index(
        index,
        question,
        sibling_switches=sibling_switches,
        as_of=as_of,
        all_times=all_times,
        protocols=protocols,
        progress=progress,
    )
    try:
        home.mkdir(exist_ok=True)
        waiting = Path(tempfile.mkdtemp(prefix=".part-", dir=home))
    except OSError:
        waiting = Path(tempfile.mkdtemp(prefix="agister-"))
        rulebooks.save(waiting)
        return waiting
    try:
        rulebooks.save(waiting)
        (waiting / "complete").write_text("")
        waiting.chmod(0o755)
        shutil.rmtree(folder, ignore_errors=True)
        waiting.rename(folder)
    except BaseException:
        shutil.rmtree(waiting, ignore_errors=True)
        raise
    _forget_oldest(home)
    return folder


def _key(
    index: StatementIndex,
    question: Question,
    switches: Sequence[str],
    as_of: int | None,
    all_times: bool,
    protocols: Sequence[ReservationProtocol],
) -> str:
    said = repr(
        (
            version(),
            index.digest,
            question.usage.value,
            question.tokens,
            question.reading.value,
            question.combine,
            question.intent,
            sorted((s, sorted(keys.items())) for s, keys in question.choices.items()),
            sorted(switches),
            as_of,
            all_times,
            [p.name for p in protocols],
            _code_digest(),
        )
    )
    return hashlib.sha256(said.encode()).hexdigest()[:32]


def _code_digest() -> str:
    """Digest of the code that compiles: a working copy changes without its version changing."""
    root = Path(__file__).parents[1]
    digest = hashlib.sha256()
    for folder in ("formats", "protocols", "rights", "screening"):
        for path in sorted((root / folder).rglob("*.py")):
            digest.update(path.read_bytes())
    # The stores hold journals, too, which have no part in this.
    for path in sorted((root / "stores").glob("*index*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _forget_oldest(home: Path) -> None:
    """Keep the newest few: every policy and date leaves one."""
    found = sorted((p for p in home.iterdir() if (p / "complete").is_file()), key=lambda p: p.stat().st_mtime)
    for old in found[:-_KEPT]:
        shutil.rmtree(old, ignore_errors=True)
