"""Real workers as processes of their own, on a database that they and the test both see."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection, connections

#: Loads everything, waits for a line, and is a worker then: so none has to be waited for.
WORKER = """
import sys, django
django.setup()
from django.core.management import call_command
import units.admin.import_batch, units.imports.tasks
sys.stdin.readline()
call_command("worker", "--interval", "0.05", "--no-startup-delay", verbosity=0)
"""


@contextmanager
def seen_by_others(folder: Path) -> Iterator[str]:
    """Yields the DATABASE_URL of the test's database; instead of one in memory, a copy in a file
    is used until the end."""
    now = connection.settings_dict
    if connection.vendor == "postgresql":
        login = f"{now['USER']}:{now['PASSWORD']}@{now['HOST']}:{now['PORT'] or 5432}"
        yield f"postgres://{login}/{now['NAME']}"
        return
    if not connection.is_in_memory_db():
        yield f"sqlite:///{now['NAME']}"
        return
    file = folder / "register.sqlite3"
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(file)])
    in_memory = connections["default"]
    on_disk = connections.create_connection("default")
    on_disk.settings_dict = {**now, "NAME": str(file)}
    connections["default"] = on_disk
    try:
        yield f"sqlite:///{file}"
    finally:
        on_disk.close()
        connections["default"] = in_memory


class Workers:
    """One worker at a time, and one that is ready to take over."""

    def __init__(self, database: str, folder: Path, **environment: object) -> None:
        self.log = (folder / "workers.log").open("wb")
        self.environment = {
            **os.environ,
            "DATABASE_URL": database,
            "DATA_DIR": str(folder),
            "DJANGO_SETTINGS_MODULE": "reform.settings",
            **{name: str(value) for name, value in environment.items()},
        }
        self.ready = self._load()
        self.active: subprocess.Popen | None = None

    def _load(self) -> subprocess.Popen:
        return subprocess.Popen(
            [sys.executable, "-c", WORKER],
            cwd=settings.BASE_DIR,
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=self.log,
            stderr=subprocess.STDOUT,
        )

    def go(self) -> None:
        """Let the next one work, if none does."""
        if self.active is None:
            self.active, self.ready = self.ready, self._load()
            self.active.stdin.write(b"go\n")
            self.active.stdin.flush()

    def kill(self) -> None:
        self.active.send_signal(signal.SIGKILL)
        self.active.communicate()
        self.active = None

    def close(self) -> None:
        for one in (self.active, self.ready):
            if one:
                one.kill()
                one.communicate()
        self.log.close()


def wait_until(holds: Callable[[], bool], *, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "nothing more happens"
        time.sleep(0.01)
