"""Many plain rows into one table; the desk writes its plans with what the register writes with."""

from ..bulk_rows import insert_rows

__all__ = ["insert_rows"]
