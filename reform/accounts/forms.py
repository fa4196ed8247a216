"""allauth's forms in our words: a label above each field, and no second one inside it."""

from __future__ import annotations

from allauth.account import forms as account
from allauth.mfa.base import forms as factors
from allauth.mfa.totp import forms as codes
from django.utils.translation import gettext_lazy as _

LABELS = {
    "login": _("Username"),
    "password": _("Password"),
    "oldpassword": _("Current password"),
    "password1": _("New password"),
    "password2": _("New password again"),
    "code": _("Code"),
}


class Labelled:
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = LABELS[name]
            field.widget.attrs.pop("placeholder", None)
        if "code" in self.fields:
            self.fields["code"].widget.attrs |= {"inputmode": "numeric", "autofocus": True}


class LoginForm(Labelled, account.LoginForm):
    """The name is posted as `username`, which password managers and people's habits know."""

    def add_prefix(self, field_name: str) -> str:
        return super().add_prefix("username" if field_name == "login" else field_name)


class ChangePasswordForm(Labelled, account.ChangePasswordForm): ...


class ReauthenticateForm(Labelled, account.ReauthenticateForm): ...


class CodeForm(Labelled, factors.AuthenticateForm): ...


class CodeAgainForm(Labelled, factors.ReauthenticateForm): ...


class ActivateForm(Labelled, codes.ActivateTOTPForm): ...
