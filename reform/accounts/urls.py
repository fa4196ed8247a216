"""The pages of allauth that we offer, one by one: no sign-up, no e-mail, no reset by e-mail."""

from allauth.account import views as account
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as codes
from allauth.socialaccount.providers.openid_connect import views as sign_on
from allauth.usersessions import views as sessions
from django.contrib.auth.views import LogoutView
from django.urls import path

from .login import PasswordChangeView

urlpatterns = [
    path("login/", account.login, name="login"),
    path("login/", account.login, name="account_login"),  # the name by which allauth asks for it
    path("login/code/", factors.authenticate, name="mfa_authenticate"),
    path("login/closed/", account.account_inactive, name="account_inactive"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("sign-on/<slug:provider_id>/", sign_on.login, name="openid_connect_login"),
    path("sign-on/<slug:provider_id>/back/", sign_on.callback, name="openid_connect_callback"),
    path("account/password/", PasswordChangeView.as_view(), name="account_change_password"),
    path("account/again/", account.reauthenticate, name="account_reauthenticate"),
    path("account/again/code/", factors.reauthenticate, name="mfa_reauthenticate"),
    path("account/second-factor/", factors.index, name="mfa_index"),
    path("account/second-factor/on/", codes.activate_totp, name="mfa_activate_totp"),
    path("account/second-factor/off/", codes.deactivate_totp, name="mfa_deactivate_totp"),
    path("account/recovery-codes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "account/recovery-codes/new/",
        recovery.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path("account/sessions/", sessions.list_usersessions, name="usersessions_list"),
]
