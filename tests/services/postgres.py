"""A throw-away PostgreSQL server for one test process: no account, port or data of the machine.

PostgreSQL refuses to run as root, so root hands the server to the account `postgres` that
Debian's package made. The server listens on a Unix socket in its own folder and on nothing else.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg

ACCOUNT = "postgres"
START_SECONDS = 30
# The data is thrown away, so nothing has to survive a power cut.
FAST = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "listen_addresses": "",
    "max_connections": "60",
    "shared_buffers": "64MB",
    "autovacuum": "off",
}


class PostgresMissingError(Exception):
    """The server programs are not on this machine; the message names the command that brings them."""


def programs() -> Path:
    """Return the folder with `initdb` and `postgres`: from PATH, else Debian's newest version."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    versions = [path for path in Path("/usr/lib/postgresql").glob("*/bin") if (path / "initdb").exists()]
    if not versions:
        raise PostgresMissingError("PostgreSQL is missing: apt-get install postgresql")
    return max(versions, key=lambda path: int(path.parent.name))


def account_prefix() -> list[str]:
    """Return the words before a server command: as root they change to the account `postgres`.

    The server is asked to stop (SIGINT, a fast shutdown) when the test process is killed, so that
    none is left behind.
    """
    prefix = ["setpriv", "--pdeathsig", "INT"]
    if os.geteuid() == 0:
        prefix += [f"--reuid={ACCOUNT}", f"--regid={ACCOUNT}", "--clear-groups"]
    return prefix


class PostgresServer:
    """One server with its data folder; `start` before use, `stop` removes both."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))  # a socket's path is at most 107 bytes
        self.process: subprocess.Popen[bytes] | None = None
        if os.geteuid() == 0:
            account = pwd.getpwnam(ACCOUNT)
            os.chown(self.folder, account.pw_uid, account.pw_gid)

    def url(self, database: str) -> str:
        """Return the SQLAlchemy address of a database on this server."""
        return f"postgresql+psycopg://{ACCOUNT}@/{database}?host={self.folder}"

    def connect(self, database: str = "postgres") -> psycopg.Connection:
        """Open a connection of the superuser in which each statement commits itself."""
        return psycopg.connect(host=str(self.folder), user=ACCOUNT, dbname=database, autocommit=True)

    def start(self) -> None:
        """Make the data folder, start the server and wait until it answers."""
        data = self.folder / "data"
        self._initialise(data)
        settings = [word for name, value in FAST.items() for word in ("-c", f"{name}={value}")]
        command = [*account_prefix(), str(programs() / "postgres"), "-D", str(data), "-k", str(self.folder)]
        with (self.folder / "log").open("wb") as log:
            self.process = subprocess.Popen([*command, *settings], stdout=log, stderr=log, cwd="/")
        self._wait()

    def stop(self) -> None:
        """End the server at once and remove its folder."""
        if self.process is not None:
            self.process.send_signal(2)
            try:
                self.process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _initialise(self, data: Path) -> None:
        command = [*account_prefix(), str(programs() / "initdb"), "-D", str(data), "-U", ACCOUNT]
        options = ["--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
        made = subprocess.run([*command, *options], capture_output=True, text=True, cwd="/", check=False)
        if made.returncode:
            raise RuntimeError(f"initdb failed: {made.stderr}")

    def _wait(self) -> None:
        assert self.process is not None
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until and self.process.poll() is None:
            try:
                self.connect().close()
            except psycopg.OperationalError:
                time.sleep(0.02)
            else:
                return
        raise RuntimeError(f"PostgreSQL did not start:\n{(self.folder / 'log').read_text()}")
