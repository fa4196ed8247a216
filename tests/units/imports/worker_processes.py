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

#: Loads everything once; then each line that comes in begets a worker, whose number it answers.
NURSERY = """
import os, signal, sys
import django
django.setup()
from django.core.management import call_command
import units.admin.import_batch, units.imports.tasks
for _line in sys.stdin:
    child = os.fork()
    if not child:
        sys.stdin.close()
        call_command("worker", "--interval", "0.05", "--no-startup-delay", verbosity=0)
        os._exit(0)
    print(child, flush=True)
    os.waitpid(child, 0)
    print("dead", flush=True)
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
    """Workers in processes of their own, one at a time."""

    def __init__(self, database: str, folder: Path, **environment: object) -> None:
        self.log = (folder / "workers.log").open("wb")
        self.nursery = subprocess.Popen(
            [sys.executable, "-c", NURSERY],
            cwd=settings.BASE_DIR,
            env={
                **os.environ,
                "DATABASE_URL": database,
                "DATA_DIR": str(folder),
                "DJANGO_SETTINGS_MODULE": "reform.settings",
                **{name: str(value) for name, value in environment.items()},
            },
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.log,
        )
        self.active: int | None = None

    def go(self) -> None:
        """Let one work, if none does."""
        if self.active is None:
            self.nursery.stdin.write(b"one more\n")
            self.nursery.stdin.flush()
            self.active = int(self.nursery.stdout.readline())

    def kill(self) -> None:
        """End it at once, as a power cut does; returns when it is gone."""
        if self.active is not None:
            os.kill(self.active, signal.SIGKILL)
            assert self.nursery.stdout.readline() == b"dead\n"
            self.active = None

    def close(self) -> None:
        self.kill()
        self.nursery.communicate()
        self.log.close()


def wait_until(holds: Callable[[], bool], *, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "nothing more happens"
        time.sleep(0.02)
