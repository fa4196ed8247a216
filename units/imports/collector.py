"""Python's collector of cycles, out of the way while a long list is in hand.

Rows of a list are millions of small objects without a cycle among them; the collector would walk
them again and again, and take longer than everything else.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
