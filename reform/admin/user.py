from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as StockUserAdmin
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from reform.models import User
from units.models import Membership, Province
from units.querysets import reached_provinces, sees_everything
from units.sentences import Sentence, as_kept

from .identity import IdentityInline

# Rights come from roles held in provinces (units.Membership); a group would grant nothing. What
# allauth keeps (keys of second factors, sessions) is nobody's to read: what an administrator does
# with it is done on the account's own screen.
admin.site.unregister(
    (Group, EmailAddress, Authenticator, SocialAccount, SocialApp, SocialToken, UserSession)
)


@admin.register(User)
class UserAdmin(StockUserAdmin):
    """Accounts end by being closed; a deleted one would take its memberships' past along."""

    list_display = ("username", "full_name", "email", "is_active", "is_staff", "last_login")
    list_filter = ("is_active", "is_staff", "is_superuser")
    search_fields = ("username", "full_name", "email")
    filter_horizontal = ()
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Person"), {"fields": ("full_name", "email", "language")}),
        (_("Access"), {"fields": ("is_active", "is_staff", "is_superuser", "second_factor")}),
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (
            None,
            {
                "classes": ("wide",),
                "fields": ("username", "full_name", "usable_password", "password1", "password2"),
            },
        ),
    )
    readonly_fields = ("second_factor", "last_login", "date_joined")
    inlines = (IdentityInline,)
    actions = ("take_second_factor", "log_out")

    def get_queryset(self, request):
        """Whoever inspects some provinces sees the people who hold a role there."""
        rows = super().get_queryset(request)
        if sees_everything(Province, request.user):
            return rows
        reach = Membership.objects.filter(province__in=reached_provinces(Province, request.user))
        return rows.filter(pk__in=reach.values("user"))

    def get_inlines(self, request, obj):
        return self.inlines if obj else ()

    def get_readonly_fields(self, request, obj=None):
        """Only a superuser makes another: all other rights come from roles."""
        fixed = super().get_readonly_fields(request, obj)
        return fixed if request.user.is_superuser else (*fixed, "is_superuser")

    def has_change_permission(self, request, obj=None) -> bool:
        """Whoever could give a superuser another password would be one."""
        above = obj is not None and obj.is_superuser and not request.user.is_superuser
        return not above and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None) -> bool:
        return False

    @admin.display(description=_("second factor"), boolean=True)
    def second_factor(self, user):
        return Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()

    @admin.action(description=_("Take away the second factor"), permissions=["change"])
    def take_second_factor(self, request, queryset):
        """For a lost device; who needs one is led to set up another."""
        said = Sentence(gettext_noop("The second factor was taken away."))
        self.for_each(request, queryset, Authenticator.objects.all(), said)

    @admin.action(description=_("Log out everywhere"), permissions=["change"])
    def log_out(self, request, queryset):
        said = Sentence(gettext_noop("Logged out everywhere."))
        self.for_each(request, queryset, UserSession.objects.all(), said)

    def for_each(self, request, users, rows, said: Sentence) -> None:
        """Remove what these users have among ``rows``; their histories tell who did."""
        allowed = [user for user in users if self.has_change_permission(request, user)]
        for row in rows.filter(user__in=allowed):
            row.end() if isinstance(row, UserSession) else row.delete()
        for user in allowed:
            self.log_change(request, user, as_kept(said))
        self.message_user(request, said)
