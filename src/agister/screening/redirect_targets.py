"""Which URLs well-known files redirect to: what is seen there is read as that file, in whatever order the two are seen."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable

import pyarrow.compute as pc

from agister.formats.url import parse
from agister.rights import Observation
from agister.stores.statement_index import StatementIndex

_REMEMBERED = 2_000_000
#: Bodies of the latest answers that are kept at hand, in bytes; one answer without a body counts as `_LEAST`.
_KEPT = 32 * 1024 * 1024
_LEAST = 1024


class RedirectTargets:
    """The targets known so far, and the latest answers, for a redirect that is seen after its target.

    Tables sorted by URL hold `/` before `/robots.txt`. A target that was seen longer ago than `kept` bytes of other answers,
    or in another run, is not read again: the redirect then leads to what was not observed.
    """

    def __init__(self, known: Iterable[tuple[str, str]] = (), *, kept: int = _KEPT) -> None:
        self._paths: dict[str, tuple[str, ...]] = {}
        self._latest: OrderedDict[str, list[Observation]] = OrderedDict()
        self._room = kept
        for url, path in known:
            self._add(url, path)

    def paths(self, url: str) -> tuple[str, ...]:
        """The well-known paths that redirect to a URL (canonical), in the order in which they were seen to."""
        return self._paths.get(url, ())

    def keep(self, url: str, seen: Observation) -> None:
        """Have an answer at hand for a while."""
        self._latest.setdefault(url, []).append(seen)
        self._latest.move_to_end(url)
        self._room -= _size(seen)
        while self._room < 0 and self._latest:
            _, old = self._latest.popitem(last=False)
            self._room += sum(map(_size, old))

    def lead(self, url: str, path: str) -> list[Observation]:
        """Take down that a well-known path redirects to a URL. Gives the answers at hand that were not read under it yet."""
        return list(self._latest.get(url, ())) if self._add(url, path) else []

    def _add(self, url: str, path: str) -> bool:
        known = self._paths.get(url, ())
        if path in known or (not known and len(self._paths) >= _REMEMBERED):
            return False
        self._paths[url] = (*known, path)
        return True


def _size(seen: Observation) -> int:
    return _LEAST + len(seen.body or b"")


def redirects_of(index: StatementIndex) -> list[tuple[str, str]]:
    """Where well-known files of an index redirect to: canonical URL of the target, and the path of the file."""
    where = (pc.field("read_as") != "") & pc.field("redirect_to").is_valid()
    table = index.table("observations", ["redirect_to", "read_as"], where)
    pairs = dict.fromkeys(zip(table["redirect_to"].to_pylist(), table["read_as"].to_pylist(), strict=True))
    return [(target.url, path) for url, path in pairs if (target := parse(url)) is not None and target.path != path]
