"""A paper as PDF: its Word file is laid out by LibreOffice, where that is installed, in a process
of its own with a profile of its own, ended when it takes too long."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from django.utils.translation import gettext as _

PROGRAMS = ("soffice", "libreoffice")
SECONDS = 60


class NotConverted(Exception):
    """With a sentence for the reader."""


def office() -> str | None:
    """Where the program is; None where it is not installed."""
    return next(filter(None, map(shutil.which, PROGRAMS)), None)


def as_pdf(document: bytes, *, seconds: float = SECONDS) -> bytes:
    """The pages of a Word file; raises :class:`NotConverted`."""
    program = office()
    if program is None:
        raise NotConverted(_("LibreOffice is not installed here: download the Word file."))
    with tempfile.TemporaryDirectory() as folder:
        source, made = Path(folder, "paper.docx"), Path(folder, "paper.pdf")
        source.write_bytes(document)
        command = [
            program, f"-env:UserInstallation={Path(folder, 'profile').as_uri()}", "--headless",
            "--norestore", "--convert-to", "pdf", "--outdir", folder, str(source),
        ]  # fmt: skip
        run(command, folder, seconds)
        if not made.is_file():
            raise NotConverted(_("LibreOffice could not read this file: download the Word file."))
        return made.read_bytes()


def run(command: list[str], folder: str, seconds: float) -> None:
    """The program starts others: all of them end with it."""
    with subprocess.Popen(
        command, cwd=folder, env={"PATH": os.environ.get("PATH", os.defpath), "HOME": folder},
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:  # fmt: skip
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            raise NotConverted(_("It took too long: download the Word file.")) from None
