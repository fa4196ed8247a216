"""The one settings module. Everything that differs between machines comes from the environment.

DEBUG, SECRET_KEY, SECRET_KEY_FALLBACKS, ALLOWED_HOSTS, DATABASE_URL, DATA_DIR,
PUBLIC_PLAN_PAGES, HTTPS, BEHIND_PROXY,
CSRF_TRUSTED_ORIGINS, LOG_LEVEL, IMPORT_INLINE_ROWS, IMPORT_BEAT_LIMIT, IMPORT_ATTEMPTS,
MFA_REQUIRED, OIDC_SERVER, OIDC_CLIENT_ID, OIDC_SECRET, EMAIL_URL, MAIL_FROM, MAIL_ATTEMPTS,
DIGEST_HOUR and SITE_URL are read; each is explained where it is used.
"""

import os
from pathlib import Path

from reform import environment
from reform.outlets import REST_FRAMEWORK, SPECTACULAR_SETTINGS  # noqa: F401 (read by name)

BASE_DIR = Path(__file__).resolve().parent.parent
# Everything a running copy writes: database, files, key, collected static files.
DATA_DIR = Path(os.environ.get("DATA_DIR") or BASE_DIR / ".data")

# On unless told otherwise, so that a laptop needs no setting; DEBUG=0 demands the next two.
DEBUG = environment.flag("DEBUG", default=True)
SECRET_KEY = environment.secret_key(DEBUG, kept_in=DATA_DIR / "secret_key")
# Former keys: they still open sessions and second factors that were made under them.
SECRET_KEY_FALLBACKS = environment.words("SECRET_KEY_FALLBACKS", [])
ALLOWED_HOSTS = environment.allowed_hosts(DEBUG)
DATABASES = {"default": environment.database(default_file=DATA_DIR / "db.sqlite3")}
# May people who are not logged in read the province list and the plan pages?
PUBLIC_PLAN_PAGES = environment.flag("PUBLIC_PLAN_PAGES", default=DEBUG)

INSTALLED_APPS = [
    "reform.apps.ReformAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "simple_history",
    "import_export",
    "django_filters",
    "django_htmx",
    "rest_framework",
    "drf_spectacular",
    "django_tasks",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "reform.apps.BackgroundWorkConfig",
    "units",
    "resolutions",
    "reform.apps.ReformConfig",
]

MIDDLEWARE = [
    "reform.security.SecurityHeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "reform.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "reform.open_data.entrance.KeyMiddleware",
    "reform.access.AccessMiddleware",
    "reform.accounts.second_factor.SecondFactorMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "reform.edition.EditionMiddleware",
]

ROOT_URLCONF = "reform.urls"
WSGI_APPLICATION = "reform.wsgi.application"
FIXTURE_DIRS = [BASE_DIR / "fixtures"]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

# Accounts
AUTH_USER_MODEL = "reform.User"
AUTHENTICATION_BACKENDS = ["reform.roles.RoleBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {"user_attributes": ("username", "full_name")}),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "admin:index"
LOGOUT_REDIRECT_URL = "login"
ACCOUNT_ADAPTER = "reform.accounts.login.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "reform.accounts.forms.LoginForm",
    "change_password": "reform.accounts.forms.ChangePasswordForm",
    "reauthenticate": "reform.accounts.forms.ReauthenticateForm",
}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]  # and sign-up itself is closed
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True  # for as long as SESSION_COOKIE_AGE says, not for a window's life
# Failures are counted per address and per name. The count lies in the cache, so all processes of
# an installation must share one: a table of the database, which `migrate` makes.
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "20/m/ip,5/5m/key"}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # or guesses under many names would push counts out
    }
}

# The second factor. Approvers and administrators must have one, except on a laptop, where the
# demo's accounts share a known password anyway.
MFA_REQUIRED = environment.flag("MFA_REQUIRED", default=not DEBUG)
MFA_ADAPTER = "reform.accounts.second_factor.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "reform.accounts.forms.CodeForm",
    "reauthenticate": "reform.accounts.forms.CodeAgainForm",
    "activate_totp": "reform.accounts.forms.ActivateForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True  # addresses are written by administrators, and never confirmed
MFA_TOTP_ISSUER = "Sổ đơn vị sự nghiệp công lập"
MFA_TOTP_TOLERANCE = 1  # the clocks of office phones differ by half a minute

# Single sign-on, off unless a provider is named.
SOCIALACCOUNT_ADAPTER = "reform.accounts.sign_on.SignOnAdapter"
SOCIALACCOUNT_PROVIDERS = environment.sign_on()
SOCIALACCOUNT_OPENID_CONNECT_URL_PREFIX = "sign-on"
# A plain link: the policy "form-action 'self'" would stop a form that is sent on to the provider.
SOCIALACCOUNT_LOGIN_ON_GET = True

# Language and time
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]  # each by its own name
LOCALE_PATHS = [BASE_DIR / "reform" / "locale"]
FORMAT_MODULE_PATH = "reform.formats"
USE_THOUSAND_SEPARATOR = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Files: static ones are served by the process; uploaded ones never straight from the disk.
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
MEDIA_ROOT = DATA_DIR / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
FILE_UPLOAD_PERMISSIONS = 0o600
# The largest paper that a dossier takes.
PAPER_MAX_BYTES = 25 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "units.imports.uploads.BoundedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # an event may close hundreds of units on one form

# Background work: rows in the database, taken by `manage.py worker`
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
# Lists of up to so many rows are compared, and written, while the clerk waits.
IMPORT_INLINE_ROWS = environment.number("IMPORT_INLINE_ROWS", default=5000)
# Workbooks of up to so many units are written while the clerk waits.
BOOK_INLINE_ROWS = IMPORT_INLINE_ROWS
# A worker that gives no sign of life for so many seconds is taken for dead, and what it did is
# begun anew. It gives twenty in that time, but SQLite may keep it waiting while something long is
# written.
IMPORT_BEAT_LIMIT = environment.number("IMPORT_BEAT_LIMIT", default=20)
# A list over which so many workers broke down is not tried again by itself.
IMPORT_ATTEMPTS = environment.number("IMPORT_ATTEMPTS", default=3)

# Mail: written to the log of the process unless EMAIL_URL names a server. Links in mails begin
# with SITE_URL.
EMAIL = environment.email()
EMAIL_BACKEND = EMAIL["backend"]
EMAIL_HOST, EMAIL_PORT = EMAIL["host"], EMAIL["port"]
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = EMAIL["user"], EMAIL["password"]
EMAIL_USE_TLS, EMAIL_USE_SSL = EMAIL["starttls"], EMAIL["tls"]
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = SERVER_EMAIL = os.environ.get("MAIL_FROM") or "so-don-vi@localhost"
MAIL_ATTEMPTS = environment.number("MAIL_ATTEMPTS", default=5)
# The worker writes everybody's mail of the day once this hour has come in Viet Nam.
DIGEST_HOUR = environment.hour("DIGEST_HOUR", default=7)
SITE_URL = environment.site_url(ALLOWED_HOSTS, https=environment.flag("HTTPS", default=not DEBUG))

# What the browser must keep to; reform/security.py adds the content policy.
# HTTPS=0 is for a closed office network without certificates.
HTTPS = environment.flag("HTTPS", default=not DEBUG)
SECURE_SSL_REDIRECT = HTTPS
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
SESSION_COOKIE_AGE = 12 * 3600  # one long working day
CSRF_TRUSTED_ORIGINS = environment.words("CSRF_TRUSTED_ORIGINS", [])
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# Believe the proxy's word that the visitor came by https. Only where a proxy always sets it.
# Then failures of login are counted per visitor by the last address of X-Forwarded-For.
if environment.flag("BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": environment.level("LOG_LEVEL", default="INFO")},
    # Requests are written once, by the server in front or by runserver itself.
    "loggers": {"django": {"handlers": ["console"], "level": "INFO", "propagate": False}},
}
