"""What a list says differently from the one before it: a page, and a file to take along."""

from __future__ import annotations

import hashlib

from django.core.cache import cache
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..imports.desk import UNUSABLE
from ..imports.difference_sheet import as_csv, as_xlsx, lines_of
from ..imports.layouts import UNITS
from ..imports.list_difference import (
    ADDED,
    FIGURES_CHANGED,
    GONE,
    KINDS,
    MOVED,
    OTHERWISE,
    REGROUPED,
    RENAMED,
    Difference,
)
from ..imports.previous import difference_between, previous_list
from ..models import ImportBatch
from .import_downloads import XLSX, attachment
from .import_values import label_of, shown

PER_PAGE = 50
#: Turning pages must not read two files anew each time.
REMEMBERED_SECONDS = 600
LABELS = {
    ADDED: gettext_lazy("only in this list"),
    GONE: gettext_lazy("no longer in the list"),
    RENAMED: gettext_lazy("renamed"),
    MOVED: gettext_lazy("under another agency"),
    REGROUPED: gettext_lazy("another autonomy group"),
    FIGURES_CHANGED: gettext_lazy("other figures"),
    OTHERWISE: gettext_lazy("otherwise different"),
}


class ImportDifference:
    """For the screen of imported lists: who may see a batch may compare it with the last one."""

    def difference_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        batch = self.asked_for(request, object_id)
        before = previous_list(batch) if batch.layout == UNITS.name else None
        if before is None:
            return self.difference_page(request, batch, before=None)
        try:
            difference = remembered(before, batch)
        except UNUSABLE as problem:
            return self.refused(request, batch, problem)
        if (kind := request.GET.get("format", "")) in ("xlsx", "csv"):
            return download(difference, before, batch, kind)
        return self.difference_page(request, batch, before=before, **rows(difference, request.GET))

    def difference_page(self, request, batch: ImportBatch, **values) -> HttpResponse:
        context = self.context(request, batch, is_compared=batch.layout == UNITS.name, **values)
        return TemplateResponse(request, "admin/units/importbatch/difference.html", context)


def remembered(before: ImportBatch, after: ImportBatch) -> Difference:
    """The difference, kept for a while; another reading of either file makes another one."""
    read = [(one.pk, one.sha256, one.register_seen, one.options) for one in (before, after)]
    key = f"list-difference:{hashlib.sha256(repr(read).encode()).hexdigest()}"
    found = cache.get(key)
    if found is None:
        found = difference_between(before, after)
        cache.set(key, found, REMEMBERED_SECONDS)
    return found


def rows(difference: Difference, asked) -> dict[str, object]:
    counts = difference.counts()
    kind = asked.get("kind") if asked.get("kind") in KINDS else ""
    page = Paginator(difference.of(kind), PER_PAGE).get_page(asked.get("p"))
    page.shown = [
        {
            "line": line,
            "kinds": [LABELS[one] for one in KINDS if one in line.kinds],
            "changes": [
                (label_of(name), said(name, old), said(name, new))
                for name, (old, new) in line.changes.items()
            ],
        }
        for line in page.object_list
    ]
    told = [(one, LABELS[one], counts[one]) for one in KINDS if counts[one]]
    tabs = [("", _("all that differs"), len(difference.lines)), *told]
    return {"tabs": tabs, "kind": kind, "page": page, "same": difference.same}


def said(name: str, value: object) -> str:
    """Agencies and sectors are told by their names already."""
    return str(value) if name in ("agency", "sector") else shown(name, value, {})


def download(
    difference: Difference, before: ImportBatch, after: ImportBatch, kind: str
) -> HttpResponse:
    name = f"{_('differences')} {before.as_of:%Y-%m-%d} {after.as_of:%Y-%m-%d}.{kind}"
    content_type = "text/csv; charset=utf-8" if kind == "csv" else XLSX
    return attachment(file_of(difference, before, after, kind), name, content_type)


def file_of(difference: Difference, before: ImportBatch, after: ImportBatch, kind: str) -> bytes:
    """All that differs as an .xlsx or, with the kind "csv", as a .csv file."""
    headings = [_("what differs"), _("unit code"), _("unit"), _("governing agency"),
                _("row before"), _("row now"), _("before → now")]  # fmt: skip
    lines = lines_of(difference, lambda one: str(LABELS[one]), label_of, said)
    if kind == "csv":
        return as_csv(headings, lines)
    title = _("“%(before)s” compared with “%(after)s”") % {"before": before, "after": after}
    return as_xlsx(title, headings, lines)
