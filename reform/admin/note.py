from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from ..models import Note
from .due_filter import NoteFilter
from .opinion import OfCaseAdmin


@admin.register(Note)
class NoteAdmin(OfCaseAdmin):
    list_display = ("dossier", "text", "written_by", "written_at")
    list_filter = (NoteFilter, ("case__province", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("case", "written_by")
    search_fields = ("case__search_key", "text")
    search_help_text = _("Number or title of the dossier, or words of the note.")
    ordering = ("-pk",)
