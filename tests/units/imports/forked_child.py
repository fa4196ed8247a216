"""The desk's own child process, kept warm: one interpreter that forks for each file.

What runs in the fork is :func:`units.imports.parse.main` itself, with the same limits. Starting an
interpreter for each of hundreds of files is all that is saved.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

from units.imports.workbook import ROOT, Answer

SERVER = """
import json, os, signal, sys
from units.imports import containers, delimited, extent, parse, sheets
from units.imports.limits import LIMITS
for line in sys.stdin:
    task, path, name, answer = json.loads(line)
    pid = os.fork()
    if not pid:
        os.dup2(os.open(answer, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 1)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        signal.alarm(LIMITS.seconds)
        code = 1
        try:
            parse.main(task, path, name)
            code = 0
        finally:
            os._exit(code)
    status = os.waitpid(pid, 0)[1]
    code = os.waitstatus_to_exitcode(status)
    sys.stdout.write(f"{code}\\n")
    sys.stdout.flush()
"""
OUT_OF_TIME = -14  # SIGALRM


class ForkedChild:
    """Stands in for :func:`units.imports.workbook.run_child`."""

    def __init__(self, folder: Path) -> None:
        self.answer = folder / "answer.pickle"
        self.server = subprocess.Popen(
            [sys.executable, "-c", SERVER],
            cwd=ROOT,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def __call__(self, task: str, path: Path, filename: str, order: bytes = b""):
        assert not order, "marking is not part of this"
        asked = [task, str(path.resolve()), filename, str(self.answer)]
        self.server.stdin.write(json.dumps(asked) + "\n")
        self.server.stdin.flush()
        code = int(self.server.stdout.readline())
        if code == OUT_OF_TIME:
            return None
        return Answer(code, io.BytesIO(self.answer.read_bytes()))

    def stop(self) -> None:
        self.server.stdin.close()
        assert self.server.wait(10) == 0, "no file may harm the process that hands them out"
