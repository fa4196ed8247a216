"""A process that takes in one batch and says how much memory it and its child held at most."""

from __future__ import annotations

import json
import os
import resource
import sys
from pathlib import Path

import django


def main(batch_id: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reform.settings")
    django.setup()
    from django.utils import timezone

    from units.bulk_rows import read_without_mapping
    from units.imports import desk
    from units.models import ImportBatch

    batch = ImportBatch.objects.select_related("province").get(pk=int(batch_id))
    read_without_mapping()  # as the task of a worker does
    desk.preview(batch)
    previewed = held()
    desk.apply(batch, by=None, at=timezone.now())
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    answer = {"peak_mb": held(), "peak_mb_preview": previewed, "peak_mb_parsing_child": child}
    sys.stdout.write(json.dumps(answer) + "\n")


def held() -> int:
    """Megabytes at most so far. What getrusage says of a process includes what its parent held at
    the fork, so Linux's own word is taken where there is one."""
    status = Path("/proc/self/status")
    if status.is_file():
        lines = dict(line.split(":", 1) for line in status.read_text().splitlines())
        return int(lines["VmHWM"].split()[0]) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main(*sys.argv[1:])
