"""What happens around a login. Accounts are made by administrators only."""

from __future__ import annotations

import time

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.views import PasswordChangeView as StockPasswordChangeView
from allauth.core import context
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from .second_factor import is_set_up

#: What is said after something was done; of the rest (logins, new codes) the page itself tells.
SAID = {
    "account/messages/password_changed.txt": _("The password is changed."),
    "mfa/messages/totp_activated.txt": _("The second factor is on."),
    "mfa/messages/totp_deactivated.txt": _("The second factor is off."),
    "usersessions/messages/sessions_logged_out.txt": _("You are logged out everywhere else."),
}


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _(
            "The username or the password is wrong. Both tell capital from small letters."
        ),
        "too_many_login_attempts": _("Too many wrong logins. Wait five minutes and try again."),
        "incorrect_password": _("The password is wrong."),
        "enter_current_password": _("The password is wrong."),
        "rate_limited": _("Too many tries. Wait a few minutes and try again."),
    }

    def is_open_for_signup(self, request) -> bool:
        return False

    def add_message(
        self, request, level, message_template=None, message_context=None, extra_tags="",
        message=None,
    ) -> None:  # fmt: skip
        if said := message or SAID.get(message_template):
            messages.add_message(request, level, said, extra_tags=extra_tags)

    def is_reauthentication_required(self, *, app: str, **kwargs) -> bool:
        """Whoever logged in a moment ago goes straight through setting up the second factor; all
        else that guards an account asks again who is there."""
        user = context.request.user
        records = get_authentication_records(context.request, user)
        fresh = records and time.time() - records[-1]["at"] < app_settings.REAUTHENTICATION_TIMEOUT
        if app == "allauth.mfa" and fresh and not is_set_up(user):
            return False
        return super().is_reauthentication_required(app=app, **kwargs)


class PasswordChangeView(StockPasswordChangeView):
    """Whoever comes by single sign-on has no password here; only administrators give one."""

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and not request.user.has_usable_password():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)
