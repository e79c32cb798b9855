"""Header configuration that is not read here: where it speaks of rights, that is told instead of passed over.

What a server, a framework or a function does with its configuration is known only where the site is served.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from agister.sources.report import SourceReport

_NAMED = re.compile(
    r"(?:next|nuxt|astro|svelte|vite|gatsby|remix|docusaurus|eleventy|\.eleventy)[.-]config\.[cm]?[jt]s"
    r"|(?:.*[.-])?nginx.*|.*\.nginx|default\.conf(?:\.template)?|(?:httpd|apache2?|vhosts?|lighttpd)\b.*\.conf|caddyfile.*|web\.config"
    r"|customhttp\.ya?ml|amplify\.ya?ml|render\.ya?ml|app\.ya?ml|static\.json|serve\.json|now\.json|_routes\.json"
    r"|_?(?:middleware|worker)\.[cm]?[jt]s|proxy\.[jt]s|hooks\.server\.[jt]s|docker-compose.*\.ya?ml|traefik.*\.(?:ya?ml|toml)",
    re.IGNORECASE,
)
_FOLDERS = (
    "src",
    "app",
    "conf",
    "config",
    "nginx",
    "docker",
    "deploy",
    "server",
    "functions",
    "edge-functions",
    ".ebextensions",
)
#: Folders of programs that answer requests; there it is the index that sets headers.
_PROGRAMS = ("worker", "workers", "functions", "server", "api")
_INDEX = re.compile(r"index\.[cm]?[jt]s", re.IGNORECASE)
_RIGHTS = re.compile(r"(?i)\b(?:tdm-(?:reservation|policy)|x-robots-tag|content-usage|content-signal)\b")
_LIMIT = 1024 * 1024
_FILES = 200


def report_unread(top: Path, roots: Iterable[Path], report: SourceReport) -> None:
    """Count as `folder-unread-headers` each configuration file that names a header of some protocol and is not read."""
    for file in _candidates(top, roots):
        try:
            with file.open("rb") as opened:
                text = opened.read(_LIMIT).decode("utf-8", "replace")
        except OSError:
            continue
        found = _RIGHTS.search(text)
        if found is None:
            continue
        place = os.fsencode(file.relative_to(top).as_posix()).decode("utf-8", "backslashreplace")
        message = (
            f"speaks of {found[0].lower()}, but what such a file makes a server send is not read here; "
            "check the address where the site is served"
        )
        report.problem("folder-unread-headers", f"{place} line {text.count(chr(10), 0, found.start()) + 1}", message)


def _candidates(top: Path, roots: Iterable[Path]) -> Iterator[Path]:
    number = 0
    for folder in dict.fromkeys((top, *roots, *(top / name for name in (*_FOLDERS, *_PROGRAMS)))):
        try:
            files = sorted(
                file
                for file in folder.iterdir()
                if (_NAMED.fullmatch(file.name) or (folder.name in _PROGRAMS and _INDEX.fullmatch(file.name)))
                and file.is_file()
            )
        except OSError:
            continue
        yield from files[: max(0, _FILES - number)]
        number += len(files)
