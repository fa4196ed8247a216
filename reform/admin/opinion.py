from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from units.admin.scope import WrittenByTheRegister

from ..models import OpinionRequest
from .dossier_search import DossierSearch
from .due_filter import OpinionFilter


class OfCaseAdmin(DossierSearch, WrittenByTheRegister):
    """Rows that belong to a dossier: found here, written on the page of the dossier only."""

    list_display_links = None
    list_per_page = 50
    actions = None

    @admin.display(description=_("dossier"), ordering="case__number")
    def dossier(self, row):
        return format_html('<a href="{}">{}</a>', row.get_absolute_url(), row.case.number)


@admin.register(OpinionRequest)
class OpinionRequestAdmin(OfCaseAdmin):
    list_display = ("dossier", "agency", "subject", "asked_by", "asked_at", "due_on")
    list_filter = (OpinionFilter, ("case__province", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("case", "agency", "asked_by")
    search_fields = ("case__search_key", "agency__search_key", "subject")
    search_help_text = _("Number or title of the dossier, agency, or words of the question.")
    ordering = ("due_on", "pk")
