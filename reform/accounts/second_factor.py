"""The second factor: who must have one, and the door that leads them to set it up."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from reform.roles import held
from units.choices import MemberRole

#: Whoever decides, and whoever gives rights to others, must not be a password away.
MUST_HAVE = {MemberRole.APPROVER, MemberRole.ADMINISTRATOR}
#: What is open until then: the set-up itself, the way out, and the display.
OPEN_UNTIL_THEN = {
    "mfa_activate_totp",
    "account_reauthenticate",
    "mfa_reauthenticate",
    "logout",
    "choose-language",
    "admin:jsi18n",
}


def has_second_factor(user) -> bool:
    """Recovery codes alone are none: they only stand in for a lost device."""
    return Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()


def is_set_up(user) -> bool:
    """To the end: the recovery codes have been seen, too."""
    codes = Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).first()
    return has_second_factor(user) and codes is not None and codes.wrap().did_view


def must_have_second_factor(user) -> bool:
    if not settings.MFA_REQUIRED:
        return False
    return user.is_superuser or any(role in MUST_HAVE for role, _reach in held(user))


class SecondFactorMiddleware:
    """Asked at every request: a role given today, or a factor taken away, counts at once."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        user = request.user
        if request.resolver_match.view_name in OPEN_UNTIL_THEN or not user.is_authenticated:
            return None
        if must_have_second_factor(user) and not has_second_factor(user):
            return redirect("mfa_activate_totp")
        return None


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets lie in the database encrypted under SECRET_KEY: a stolen copy of the database alone
    makes no codes. To change the key, keep the old one in SECRET_KEY_FALLBACKS."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("The code is wrong or too old: type the one that is shown now."),
        "cannot_delete_authenticator": _(
            "Your role needs a second factor: it can't be turned off. An administrator can take it"
            " away when your device is lost."
        ),
    }

    def encrypt(self, text: str) -> str:
        return ciphers().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        try:
            return ciphers().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            raise ImproperlyConfigured(
                "A second factor was stored under another SECRET_KEY: put the old key into"
                " SECRET_KEY_FALLBACKS."
            ) from None

    def build_totp_svg(self, url: str) -> str:
        """The picture as an element of the page: our policy lets no data: address through."""
        return super().build_totp_svg(url).partition("?>")[2]

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return not must_have_second_factor(authenticator.user)


def ciphers() -> MultiFernet:
    """Encrypts with the present key, decrypts with it or one of those before."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(derived(key)) for key in keys])


def derived(key: str) -> bytes:
    """A key for this one purpose, from a long random one."""
    digest = hashlib.blake2b(key.encode()[:64], digest_size=32, person=b"second factor")
    return base64.urlsafe_b64encode(digest.digest())
