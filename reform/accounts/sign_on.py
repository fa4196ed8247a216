"""Single sign-on by OpenID Connect: it opens accounts that exist, and makes none.

An identity is tied to an account once: by an administrator on the account's page, or at the first
sign-on when the provider vouches for the e-mail address that stands in exactly one active account.
That address is written by administrators only, so nobody can claim another's account with it.
Rights come from memberships, so a new person at the provider is nobody here until an administrator
knows them.
"""

from __future__ import annotations

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.contrib import messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth import get_user_model
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from units.sentences import Sentence, as_kept


class SignOnAdapter(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Let a known identity in, tie a new one to its account, or send back to the login page."""
        if sociallogin.state.get("process") != "login":
            raise refusal(request, _("Only an administrator ties an identity to an account."))
        user = sociallogin.user if sociallogin.is_existing else account_of(sociallogin)
        if user is None or not user.is_active:
            raise refusal(
                request,
                _(
                    "Nobody here has the e-mail address you signed on with, or the account is"
                    " closed. Ask the person who looks after accounts."
                ),
            )
        if not sociallogin.is_existing:
            tie(request, sociallogin, user)

    def on_authentication_error(self, request, provider, error=None, **details) -> None:
        raise refusal(request, _("Single sign-on did not succeed. Try again, or use a password."))


def account_of(sociallogin: SocialLogin):
    """The one active account with an address that the provider says it has verified."""
    for address in sociallogin.email_addresses:
        if address.verified is True:
            found = get_user_model().objects.filter(email__iexact=address.email, is_active=True)
            return found[0] if len(found) == 1 else None
    return None


TIED = Sentence(gettext_noop("Tied to an identity of single sign-on by the e-mail address."))


def tie(request: HttpRequest, sociallogin: SocialLogin, user) -> None:
    """Remember the identity; the history of the account tells when that was."""
    account = sociallogin.account
    account.user = sociallogin.user = user
    account.save()
    LogEntry.objects.log_actions(
        user.pk,
        [user],
        CHANGE,
        change_message=as_kept(TIED),
        single_object=True,
    )


def refusal(request: HttpRequest, sentence: str) -> ImmediateHttpResponse:
    messages.error(request, sentence)
    return ImmediateHttpResponse(redirect("login"))
