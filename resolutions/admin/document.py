from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.utils.translation import gettext_lazy as _

from units.admin.kept_history import KeptHistoryAdmin

from ..models import DocumentRelation, LegalDocument
from .export import DocumentExport, ExportScreen
from .search import FoldedInMemory
from .texts import SHORT_TEXTS


class RelationInline(admin.TabularInline):
    """What this document says of others."""

    model = DocumentRelation
    fk_name = "from_document"
    fields = ("kind", "to_document", "note")
    autocomplete_fields = ("to_document",)
    extra = 0


class RelationFromInline(admin.TabularInline):
    """What others say of this document: to be read here, written there."""

    model = DocumentRelation
    fk_name = "to_document"
    fields = ("from_document", "kind", "note")
    verbose_name_plural = _("named by other documents")
    extra = max_num = 0

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("from_document", "to_document")

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False


@admin.register(LegalDocument)
class LegalDocumentAdmin(FoldedInMemory, ExportScreen, KeptHistoryAdmin):
    resource_classes = [DocumentExport]
    list_display = ("citation", "kind", "title", "effective_on", "expires_on", "status")
    list_filter = ("kind", "status", "issuer")
    date_hierarchy = "issued_on"
    search_fields = ("number", "title", "issuer")
    show_full_result_count = False
    formfield_overrides = SHORT_TEXTS
    inlines = (RelationInline, RelationFromInline)
    fieldsets = (
        (None, {"fields": (("number", "issued_on"), "issuer", ("kind", "status"), "title")}),
        (_("Validity"), {"fields": (("effective_on", "expires_on"),)}),
        (_("Source"), {"fields": ("source", "note")}),
    )

    @admin.display(description=_("document"), ordering="number")
    def citation(self, document: LegalDocument) -> str:
        return document.citation

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "title":
            kwargs["widget"] = AdminTextareaWidget(attrs={"rows": 2})
        return super().formfield_for_dbfield(db_field, request, **kwargs)
