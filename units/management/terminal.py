"""How far a list is, for somebody who waits at a terminal: rows done, rate, time left."""

from __future__ import annotations

import time

from django.core.management.base import OutputWrapper
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from units.imports.claims import AtHand

#: The steps of the desk by the names that it gives them.
PHASES = {
    "reading": gettext_noop("Reading the file"),
    "comparing": gettext_noop("Comparing with the register"),
    "keeping": gettext_noop("Keeping the preview"),
    "preparing": gettext_noop("Getting ready to write"),
    "writing": gettext_noop("Writing"),
}
WIDTH = 24
EVERY = 0.1  # seconds between two drawings of the bar
CLEAR = "\x1b[K"


class Waiting(AtHand):
    """Work of the desk that tells each phase and its rows on one line of ``stream``, which it
    rewrites; silent where the stream is no terminal."""

    def __init__(self, stream: OutputWrapper) -> None:
        super().__init__()
        self.stream = stream
        self.shows = stream.isatty()
        self.label = ""
        self.begun = self.drawn = 0.0

    def phase(self, name: str, rows: int = 0) -> None:
        self.label = _(PHASES[name]) if name in PHASES else name
        self.begun, self.drawn = time.monotonic(), 0.0
        self._draw(f"{self.label} …" if not rows else f"{self.label} … {rows:,}")

    def progress(self, done: int, total: int) -> None:
        now = time.monotonic()
        if total and (done >= total or now - self.drawn >= EVERY):
            self.drawn = now
            self._draw(line(self.label, done, total, now - self.begun))

    def clear(self) -> None:
        """Leave no trace, before anything else is written to the terminal."""
        self._draw("")

    def _draw(self, text: str) -> None:
        if self.shows:
            self.stream.write(f"\r{text}{CLEAR}", style_func=str, ending="")
            self.stream.flush()


def line(label: str, done: int, total: int, seconds: float) -> str:
    """The bar after so many seconds; a rate and a time left are told once they mean something."""
    bar = "█" * (WIDTH * done // total)
    text = f"{label} {bar:░<{WIDTH}} {done:,} / {total:,}"
    if not done or seconds <= 0:
        return text
    rate = done / seconds
    return f"{text} · " + _("%(rate)s rows/s, %(left)s left") % {
        "rate": f"{rate:,.0f}",
        "left": as_time((total - done) / rate),
    }


def as_time(seconds: float) -> str:
    """Minutes and seconds: "0:07", "12:30"."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02d}"
