"""A PostgreSQL server that lives as long as it is needed, in a folder of its own: nothing of the machine's own servers is touched."""

from __future__ import annotations

import contextlib
import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

#: Users that may run the server where the tests are run by root, which PostgreSQL refuses.
_USERS = ("postgres", "nobody")
_MISSING = "no PostgreSQL here: install it (apt-get install postgresql), or set AGISTER_POSTGRES to the connection string of a server"


class NoServer(Exception):
    """Why there is no server: what to do about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A server that runs."""

    connection: str
    """Its connection string."""
    numbers: Iterator[int] = field(default_factory=itertools.count)

    def new_schema(self) -> str:
        """A name of a schema that no other test uses."""
        return f"journal_{os.getpid()}_{next(self.numbers)}"


@contextlib.contextmanager
def running_server(*, durable: bool = False) -> Iterator[Server]:
    """Start a server and stop it in the end. `durable`: it waits for the disk, as servers do. Raises `NoServer`."""
    if given := os.environ.get("AGISTER_POSTGRES"):
        yield Server(connection=given)
        return
    bin = _binaries()
    as_user = _as_user()
    folder = Path(tempfile.mkdtemp(prefix="agister-pg-"))
    try:
        if as_user:
            shutil.chown(folder, as_user[2])
        folder.chmod(0o755)
        cluster, log = folder / "cluster", folder / "log"
        _run(
            *as_user,
            bin / "initdb",
            "-D",
            cluster,
            "-U",
            "agister",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C",
            "--no-sync",
        )
        settings = f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync={'on' if durable else 'off'}"
        pg_ctl = (*as_user, bin / "pg_ctl", "-D", cluster, "-w")
        _run(*pg_ctl, "-l", log, "-o", settings, "start")
        try:
            yield Server(connection=f"host={folder} user=agister dbname=postgres")
        finally:
            _run(*pg_ctl, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _binaries() -> Path:
    found = shutil.which("initdb")
    places = [Path(found).resolve().parent] if found else []
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda place: int(place.parent.name), reverse=True)
    for place in places:
        if all((place / name).exists() for name in ("initdb", "pg_ctl", "postgres")):
            return place
    raise NoServer(_MISSING)


def _as_user() -> tuple[str, ...]:
    if os.geteuid() != 0:
        return ()
    for name in _USERS:
        with contextlib.suppress(KeyError):
            pwd.getpwnam(name)
            if shutil.which("runuser"):
                return ("runuser", "-u", name, "--")
    raise NoServer(
        "PostgreSQL does not run as root, and there is no other user to run it: run the tests as an ordinary user"
    )


def _run(*command: str | Path) -> None:
    done = subprocess.run(
        [str(part) for part in command], cwd="/", capture_output=True, text=True, check=False, timeout=120
    )
    if done.returncode:
        raise NoServer(f"PostgreSQL does not start here: {(done.stderr or done.stdout).strip()[-400:]}")
