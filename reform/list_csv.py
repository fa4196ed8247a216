"""Any list of the desk as a CSV file: the rows that are shown, under the columns that are shown."""

from __future__ import annotations

import datetime as dt
import html

from django.contrib.admin import ModelAdmin
from django.contrib.admin.utils import label_for_field, lookup_field
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model
from django.http import HttpRequest, StreamingHttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from import_export.admin import ExportMixin

from .csv_files import csv_response

CHUNK = 2000


def is_offered(screen: ModelAdmin) -> bool:
    """Not where the library's export offers the same list, CSV among other kinds of file."""
    return not isinstance(screen, ExportMixin)


def list_as_csv(screen: ModelAdmin, request: HttpRequest) -> StreamingHttpResponse:
    """All rows of the list with the filters, search and order of the request, sent while they are
    read. Raises what the list raises for a filter that does not exist."""
    shown = screen.get_changelist_instance(request)
    columns = [name for name in shown.list_display if name != "action_checkbox"]
    rows = shown.queryset.iterator(chunk_size=CHUNK)
    headings = [capfirst(str(label_for_field(one, screen.model, screen))) for one in columns]
    cells = ([cell(screen, name, row) for name in columns] for row in rows)
    return csv_response(screen.opts.model_name, timezone.localdate(), headings, cells)


def cell(screen: ModelAdmin, name: str, row: Model) -> object:
    """What the list shows, as text; a number stays a number."""
    try:
        field, _attribute, value = lookup_field(name, row, screen)
    except ObjectDoesNotExist:
        return ""
    if choices := getattr(field, "flatchoices", None):
        value = dict(choices).get(value, value)
    return plain(value)


def plain(value: object) -> object:
    match value:
        case None:
            return ""
        case bool():
            return _("yes") if value else _("no")
        case dt.datetime():
            return date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT")
        case dt.date():
            return date_format(value, "SHORT_DATE_FORMAT")
        case int() | float():
            return value
        case SafeString():
            return html.unescape(strip_tags(value)).strip()
    return str(value)
