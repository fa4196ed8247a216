"""What reading one uploaded file may cost."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """200,000 rows of 18 columns need 20 MB, 150 MB unpacked, 400 MB of memory and 4 seconds.

    ``ratio`` is how many times its size a file may unpack to; ``cells`` bounds the rectangle of a
    sheet from A1 to its last row and column.

    ``seconds`` are of the processor, so that a busy server refuses no good file; ``patience`` are
    those on the wall after which nobody waits any longer.
    """

    file_bytes: int = 64_000_000
    unpacked_bytes: int = 1_000_000_000
    ratio: int = 250
    memory_bytes: int = 1_500_000_000
    seconds: int = 60
    patience: int = 300
    cells: int = 12_000_000


LIMITS = Limits()
