"""The signs of life of a worker, and how far it is, while it compares or writes a batch.

They are written by a thread of its own, so that a long step in the middle (parsing,
one large statement) does not look like death. Never while SQLite's one write lock is held: there
the thread would only wait for it, so the last sign before says since when rows are being written.
"""

from __future__ import annotations

import contextlib
import logging
from threading import Event, Thread

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone

from ..choices import BatchStatus
from ..models import ImportBatch
from ..sentences import Sentence
from .claims import CancelAsked, Claim, ClaimLost

#: So many signs of life may go missing one after the other.
BEATS = 20

logger = logging.getLogger(__name__)


class Heartbeat:
    """The :class:`units.imports.claims.Work` of a claimed batch, alive inside a ``with``.

    Leaving it by an unforeseen error lets go of the batch, so that it is soon tried again.
    """

    def __init__(self, claim: Claim) -> None:
        self.claim = claim
        self.told: dict[str, object] = {}
        self.ended: CancelAsked | ClaimLost | None = None
        self.silent = False
        self.stopped = Event()
        self.thread: Thread | None = None

    def __enter__(self) -> Heartbeat:
        if not connection.in_atomic_block:  # else nobody could see what the thread would write
            self.thread = Thread(target=self._go_on, daemon=True)
            self.thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, *_error: object) -> None:
        self.stopped.set()
        if self.thread:
            self.thread.join()
        if kind and not issubclass(kind, CancelAsked | ClaimLost):
            with contextlib.suppress(DatabaseError):  # then its beat grows old instead
                self.claim.let_go()

    def phase(self, name: str, rows: int = 0) -> None:
        """Raises :class:`CancelAsked` or :class:`ClaimLost`, as everything here does."""
        since = timezone.now().isoformat()
        self.silent = False
        self.told = {"phase": name, "done": 0, "total": rows, "since": since}
        self.beat()
        self._end()

    def progress(self, done: int, total: int) -> None:
        self.told = self.told | {"done": done, "total": total}
        self._end()

    def hold(self, batch: ImportBatch, *_states: str) -> None:
        self.silent = not connection.features.has_select_for_update
        self.claim.check()

    def turn_back(self, batch: ImportBatch, problem: Sentence | str) -> None:
        self.claim.sign(status=BatchStatus.COMPARING, problem=problem)

    def settle(self, batch: ImportBatch, **values: object) -> None:
        self.claim.settle(**values)

    def beat(self) -> None:
        """One sign of life, which also listens whether somebody wants the work to stop."""
        try:
            told = self.told | {"claim": self.claim.signature}
            self.claim.sign(beat_at=timezone.now(), progress=told)
        except (CancelAsked, ClaimLost) as ended:
            self.ended = ended

    def _end(self) -> None:
        if self.ended:
            raise self.ended

    def _go_on(self) -> None:
        every = settings.IMPORT_BEAT_LIMIT / BEATS
        while not self.ended and not self.stopped.wait(every):
            if not self.silent:
                try:
                    self.beat()
                except DatabaseError as missed:  # locked for long, or restarted: the next may do
                    logger.warning("Import %d: no sign of life: %s", self.claim.batch.pk, missed)
        connection.close()
