from __future__ import annotations

from pathlib import Path

import pytest

from agister.rights import Question, Usage
from agister.screening.compiled_cache import compiled_folder
from agister.screening.rulebooks import CompiledRulebooks
from agister.stores.statement_index import StatementIndex
from tests.indexes import SITES, index_of

QUESTION = Question(usage=Usage.TRAIN_AI, tokens=("gptbot",))


@pytest.fixture
def index(tmp_path: Path) -> StatementIndex:
    return index_of(tmp_path / "idx", SITES)


def test_compiled_once(index: StatementIndex) -> None:
    stages: list[int] = []
    first = compiled_folder(index, QUESTION, progress=stages.append)
    assert stages == [0]
    assert first.parent == index.path / "compiled"
    assert CompiledRulebooks.open(first) is not None
    assert compiled_folder(index, QUESTION, progress=stages.append) == first
    assert stages == [0]


def test_every_choice_has_a_folder_of_its_own(index: StatementIndex) -> None:
    folders = {
        compiled_folder(index, QUESTION),
        compiled_folder(index, Question(usage=Usage.SEARCH, tokens=("gptbot",))),
        compiled_folder(index, Question(usage=Usage.TRAIN_AI, tokens=("ccbot",))),
        compiled_folder(index, QUESTION, sibling_switches=("www",)),
        compiled_folder(index, QUESTION, as_of=5),
        compiled_folder(index, QUESTION, all_times=True),
    }
    assert len(folders) == 6


def test_only_the_newest_are_kept(index: StatementIndex) -> None:
    for time in range(10):
        last = compiled_folder(index, QUESTION, as_of=time)
    assert last.is_dir()
    assert len(list((index.path / "compiled").iterdir())) == 8


def test_a_half_written_one_is_not_used(index: StatementIndex) -> None:
    folder = compiled_folder(index, QUESTION)
    (folder / "complete").unlink()
    (folder / "header.npy").write_bytes(b"half")
    assert compiled_folder(index, QUESTION) == folder
    assert CompiledRulebooks.open(folder) is not None


def test_a_damaged_one_is_made_again(index: StatementIndex) -> None:
    folder = compiled_folder(index, QUESTION)
    (folder / "header.npy").write_bytes(b"damaged")
    assert compiled_folder(index, QUESTION) == folder
    assert CompiledRulebooks.open(folder) is not None


def test_an_update_is_compiled_anew(index: StatementIndex) -> None:
    before = compiled_folder(index, QUESTION)
    assert compiled_folder(index_of(index.path, SITES, update=True), QUESTION) != before


def test_an_index_that_cannot_be_written_to_is_compiled_elsewhere(index: StatementIndex) -> None:
    (index.path / "compiled").write_text("a file is in the way")
    folder = compiled_folder(index, QUESTION)
    assert folder.parent != index.path / "compiled"
    assert CompiledRulebooks.open(folder) is not None
