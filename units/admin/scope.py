"""Screens whose rows lie in a province: everybody sees and touches only what is within reach."""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.contrib.auth import get_permission_codename
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ..models import Province
from ..periods import last_day
from ..querysets import sees_everything


class ProvinceField(forms.ModelChoiceField):
    """Provinces with their last day: one code may have belonged to two of them in turn."""

    def label_from_instance(self, province: Province) -> str:
        if province.valid_to is None:
            return str(province)
        return _("%(province)s (until %(day)s)") % {
            "province": province,
            "day": date_format(last_day(province.valid_to), "SHORT_DATE_FORMAT"),
        }


class ScopedChoices:
    """For screens and inlines: no form offers, and none accepts, a row out of the user's reach."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        remote = db_field.remote_field.model
        if remote is Province:
            kwargs |= {"queryset": self.provinces(request), "form_class": ProvinceField}
        elif hasattr(remote._default_manager.all(), "for_user"):
            kwargs.setdefault("queryset", remote._default_manager.for_user(request.user))
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if remote is Province:
            field.required = not sees_everything(Province, request.user)
        return field

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """No icons to add or change rows of other screens in passing."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        return field

    def provinces(self, request: HttpRequest) -> QuerySet[Province]:
        """Where the user may write rows of this table: to see a province is not enough."""
        names = [get_permission_codename(action, self.opts) for action in ("add", "change")]
        permissions = [f"{self.opts.app_label}.{name}" for name in names]
        user, within = request.user, Province.objects.for_user(request.user)
        writable = [
            province.pk
            for province in within
            if any(user.has_perm(permission, province) for permission in permissions)
        ]
        return within.filter(pk__in=writable)


class ScopedAdmin(ScopedChoices, admin.ModelAdmin):
    """Rows with a ``province``. Nothing outside the reach of the user exists for these screens."""

    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER

    def get_queryset(self, request):
        return super().get_queryset(request).for_user(request.user)

    def get_object(self, request, object_id, from_field=None):
        found = super().get_object(request, object_id, from_field)
        if found is None:
            raise Http404(_("There is no such row within your reach."))
        return found

    def has_view_permission(self, request, obj=None) -> bool:
        return self.may(request, "view", obj) or self.may(request, "change", obj)

    def has_change_permission(self, request, obj=None) -> bool:
        return self.may(request, "change", obj)

    def has_delete_permission(self, request, obj=None) -> bool:
        return self.may(request, "delete", obj)

    def may(self, request: HttpRequest, action: str, obj=None) -> bool:
        """Asked without a row: anywhere at all; with one: there, where it lies."""
        codename = get_permission_codename(action, self.opts)
        return request.user.has_perm(f"{self.opts.app_label}.{codename}", obj)


class WrittenByTheRegister(ScopedAdmin):
    """Rows that only events and imported lists write: to be seen, never edited. They lie in a
    province by way of others, so the reach of the queryset decides."""

    def may(self, request, action, obj=None) -> bool:
        return action == "view" and super().may(request, action)

    def has_add_permission(self, request) -> bool:
        return False
