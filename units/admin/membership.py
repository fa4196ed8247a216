from django import forms
from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..choices import MemberRole
from ..models import Membership
from .scope import ScopedAdmin

NATIONAL = (MemberRole.ADMINISTRATOR, MemberRole.MINISTRY_READER)


class StandingFilter(admin.SimpleListFilter):
    title = _("standing")
    parameter_name = "standing"

    def lookups(self, request, model_admin):
        return (("yes", _("Standing")), ("no", _("Ended or yet to begin")))

    def queryset(self, request, queryset):
        if self.value() is None:
            return queryset
        standing = Membership.objects.on(timezone.localdate())
        if self.value() == "yes":
            return queryset.filter(pk__in=standing)
        return queryset.exclude(pk__in=standing)


class MembershipForm(forms.ModelForm):
    def clean(self):
        given = super().clean()
        if given.get("role") in NATIONAL and given.get("province"):
            label = MemberRole(given["role"]).label
            self.add_error(
                "province",
                _("The role “%(role)s” holds in the whole country: leave the province empty.")
                % {"role": label},
            )
        return given


@admin.register(Membership)
class MembershipAdmin(ScopedAdmin):
    """Who holds which role where. A membership ends by its date; it is never deleted."""

    form = MembershipForm
    list_display = ("user", "role", "province", "started_on", "ended_on")
    list_filter = (StandingFilter, "role", ("province", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("user", "province")
    search_fields = ("user__username", "user__full_name")
    autocomplete_fields = ("user",)
    ordering = ("user__username", "started_on")
    fields = ("user", "role", "province", ("started_on", "ended_on"))

    def has_delete_permission(self, request, obj=None) -> bool:
        return False
