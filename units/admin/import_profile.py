from __future__ import annotations

from django.contrib import admin
from django.db.models import Count
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from ..imports.catalogue import LAYOUTS
from ..imports.instructions import Instructions
from ..models import ImportProfile
from ..models.imports import LAYOUT_CHOICES
from .scope import ScopedAdmin

KINDS = dict(LAYOUT_CHOICES)


@admin.register(ImportProfile)
class ImportProfileAdmin(ScopedAdmin):
    """Ways of reading that clerks have kept: looked at, renamed, deleted. They are made where a
    list is mapped."""

    list_display = ("name", "kind_of_list", "province", "lists_read", "created_by", "created_at")
    list_filter = (("province", admin.RelatedOnlyFieldListFilter),)
    list_select_related = ("province", "created_by")
    #: Said here for the pickers: a query that counts takes no order from the model.
    ordering = ("name", "pk")
    list_per_page = 50
    search_fields = ("name",)
    readonly_fields = ("kind_of_list", "province", "says", "created_by", "created_at")
    fields = ("name", *readonly_fields)

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(lists=Count("batches"))

    def has_add_permission(self, request) -> bool:
        return False

    @admin.display(description=_("kind of list"))
    def kind_of_list(self, profile):
        return KINDS[profile.layout]

    @admin.display(description=_("lists read"))
    def lists_read(self, profile):
        return profile.lists

    @admin.display(description=_("what it says"))
    def says(self, profile):
        lines = ((line,) for line in sentences(profile))
        return format_html_join("", "<div>{}</div>", lines)


def sentences(profile: ImportProfile) -> list[str]:
    """What a profile says, one line for each answer of the clerk."""
    told = Instructions.from_options(profile.options)
    labels = {field.name: str(field.label) for field in LAYOUTS[profile.layout].importable()}

    def label(name: str) -> str:
        return labels.get(name, name)

    lines = [f"{label(name)}: {heading}" for name, heading in told.mapping.items() if heading]
    lines += [f"{heading} = {value}" for heading, value in told.where]
    lines += [f"{label(name)} = {text}" for name, text in told.constants.items()]
    lines += [
        f"{label(name)}: “{text}” → {meaning or '–'}"
        for name, texts in told.values.items()
        for text, meaning in texts.items()
    ]
    lines += [f"{label(name)}: {sheet}" for name, sheet in told.lookups.items()]
    return lines + [", ".join(told.sheets)] * bool(told.sheets)
