from allauth.socialaccount.models import SocialAccount
from django.contrib import admin
from django.utils.translation import gettext_lazy as _


class IdentityInline(admin.TabularInline):
    """The identity at the provider of single sign-on that opens this account."""

    model = SocialAccount
    fields = ("provider", "uid", "last_login")
    readonly_fields = ("last_login",)
    verbose_name = _("identity of single sign-on")
    verbose_name_plural = _("identities of single sign-on")
    extra = 0

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "provider":
            field.initial, field.disabled = "oidc", True
        return field

    def has_view_permission(self, request, obj=None) -> bool:
        return request.user.has_perm("reform.view_user")

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_add_permission(self, request, obj=None) -> bool:
        return request.user.has_perm("reform.change_user")

    has_delete_permission = has_add_permission
