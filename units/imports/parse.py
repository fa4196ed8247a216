"""The child process that parses an uploaded file: ``python -m units.imports.parse TASK PATH NAME``.

It answers on its standard output with a pickle of plain values: a list of sheets (name, visible,
rows, merged areas, decoded columns, hidden rows), or a dict with the code of an error and its
facts. It may be killed, or run out of memory and abort, without harm to anybody. Django is not
imported here: a child must start in a few hundredths of a second.
"""

import gc
import pickle
import sys
from contextlib import suppress
from pathlib import Path

from .limits import LIMITS


def limit_itself() -> None:
    """How much memory and processor time this process may use. Not every platform can; there the
    patience of its parent has to do."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (LIMITS.memory_bytes, LIMITS.memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (LIMITS.seconds, LIMITS.seconds + 1))


def read(path: Path, filename: str) -> list | dict:
    from .containers import Format, refusal, sniff

    kind = sniff(path)
    if problem := refusal(path, kind, LIMITS):
        return problem
    if kind is Format.TEXT:
        from .delimited import read_text

        return read_text(path, Path(filename).stem, LIMITS)
    from .sheets import read_sheets

    return read_sheets(path, LIMITS, is_xlsx=kind is Format.XLSX)


def measure(path: Path, filename: str) -> dict | None:
    from .containers import Format, sniff
    from .extent import farthest_cell

    return farthest_cell(path, LIMITS) if sniff(path) is Format.XLSX else None


def mark(path: Path, filename: str) -> tuple[bool, bytes] | dict:
    """The file with its problem cells marked, and whether it is the clerk's own workbook; what is
    to be marked stands on the standard input."""
    from .containers import Format, refusal, sniff
    from .marks import order_in

    order = order_in(sys.stdin.buffer.read())
    kind = sniff(path)
    if problem := refusal(path, kind, LIMITS):
        return problem
    if order.own and kind is Format.XLSX:
        from .marking import mark_workbook
        from .package import Unmarkable

        with suppress(Unmarkable):
            return True, mark_workbook(path, order)
    from .marking_values import mark_values

    sheets = read(path, filename)
    return sheets if isinstance(sheets, dict) else (False, mark_values(sheets, order))


def main(task: str, path: str, filename: str) -> None:
    gc.disable()
    limit_itself()
    answer = {"read": read, "measure": measure, "mark": mark}[task](Path(path), filename)
    pickle.dump(answer, sys.stdout.buffer, protocol=5)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
