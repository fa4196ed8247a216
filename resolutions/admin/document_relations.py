"""What a document says of others, and others of it."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from units.admin.scope import ScopedChoices

from ..models import DocumentRelation, LegalDocument


class Related(ScopedChoices, admin.TabularInline):
    """A relation is said or struck out, never turned into another. Relations to documents out of
    reach are not there."""

    model = DocumentRelation
    extra = 0

    def get_queryset(self, request):
        readable = LegalDocument.objects.for_user(request.user)
        found = super().get_queryset(request).select_related("from_document", "to_document")
        return found.filter(from_document__in=readable, to_document__in=readable)

    def has_change_permission(self, request, obj=None) -> bool:
        return False


class RelationInline(Related):
    fk_name = "from_document"
    fields = ("kind", "to_document", "note")
    autocomplete_fields = ("to_document",)


class RelationFromInline(Related):
    """What others say of this document: to be read here, written there."""

    fk_name = "to_document"
    fields = ("from_document", "kind", "note")
    verbose_name_plural = _("named by other documents")
    max_num = 0

    def has_add_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False
