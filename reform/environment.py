"""Small typed readers of the environment. A value that cannot be used says how to cure it."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

YES = {"1", "true", "yes", "on"}
NO = {"0", "false", "no", "off"}
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
MINIMUM_SECRET_LENGTH = 50
LAST_HOUR = 23
SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
    " PRAGMA temp_store=MEMORY; PRAGMA cache_size=-32000; PRAGMA mmap_size=134217728;"
)


def flag(name: str, default: bool, environ: Mapping[str, str] = os.environ) -> bool:
    """A yes/no value; raises ImproperlyConfigured when it is neither."""
    text = environ.get(name, "").strip().lower()
    if not text:
        return default
    if text in YES | NO:
        return text in YES
    raise ImproperlyConfigured(f"{name} is {text!r}: write {name}=1 for yes or {name}=0 for no.")


def number(name: str, default: int, environ: Mapping[str, str] = os.environ) -> int:
    """A whole number above 0; raises ImproperlyConfigured for anything else."""
    text = environ.get(name, "").strip() or str(default)
    if not text.isdecimal() or int(text) == 0:
        raise ImproperlyConfigured(f"{name} is {text!r}: write a whole number such as {default}.")
    return int(text)


def hour(name: str, default: int, environ: Mapping[str, str] = os.environ) -> int:
    """An hour of the day, 0 to 23; raises ImproperlyConfigured for anything else."""
    text = environ.get(name, "").strip() or str(default)
    if not (text.isascii() and text.isdecimal()) or int(text) > LAST_HOUR:
        raise ImproperlyConfigured(f"{name} is {text!r}: write an hour from 0 to 23.")
    return int(text)


def words(name: str, default: list[str], environ: Mapping[str, str] = os.environ) -> list[str]:
    """Values separated by commas, blanks dropped."""
    found = [word.strip() for word in environ.get(name, "").split(",") if word.strip()]
    return found or default


def level(name: str, default: str, environ: Mapping[str, str] = os.environ) -> str:
    """The name of a logging level; raises ImproperlyConfigured otherwise."""
    text = environ.get(name, "").strip().upper() or default
    if text in LOG_LEVELS:
        return text
    raise ImproperlyConfigured(f"{name} is {text!r}: write one of {', '.join(LOG_LEVELS)}.")


def secret_key(debug: bool, kept_in: Path, environ: Mapping[str, str] = os.environ) -> str:
    """The key that signs sessions: given, or (on a laptop only) made once and kept in a file.

    Raises ImproperlyConfigured when it is missing in production, or too short anywhere.
    """
    cure = "python3 -c 'import secrets; print(secrets.token_urlsafe(50))'"
    given = environ.get("SECRET_KEY", "")
    if given:
        if len(given) < MINIMUM_SECRET_LENGTH:
            raise ImproperlyConfigured(
                f"SECRET_KEY has {len(given)} characters, it needs at least"
                f" {MINIMUM_SECRET_LENGTH}. Make one with: {cure}"
            )
        return given
    if not debug:
        raise ImproperlyConfigured(
            f"SECRET_KEY is missing, and DEBUG=0 needs one. Make one with: {cure}"
            " and keep it the same across restarts."
        )
    return _kept_secret(kept_in)


def _kept_secret(path: Path) -> str:
    """Make the key by an exclusive create, so that two processes starting at once agree."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        kept = path.read_text(encoding="ascii").strip()
        if len(kept) >= MINIMUM_SECRET_LENGTH:
            return kept
        raise ImproperlyConfigured(f"{path} holds no usable key: delete that file.") from None
    made = secrets.token_urlsafe(MINIMUM_SECRET_LENGTH)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(made)
    return made


def allowed_hosts(debug: bool, environ: Mapping[str, str] = os.environ) -> list[str]:
    """Host names we answer to; production must name them."""
    local = ["localhost", "127.0.0.1", "[::1]", "testserver"] if debug else []
    hosts = words("ALLOWED_HOSTS", local, environ)
    if not hosts:
        raise ImproperlyConfigured(
            "ALLOWED_HOSTS is missing, and DEBUG=0 needs it:"
            " name the hosts people type, such as ALLOWED_HOSTS=register.example.vn"
        )
    return hosts


def sign_on(environ: Mapping[str, str] = os.environ) -> dict[str, object]:
    """The provider of single sign-on, as allauth wants it; nothing when none is named.

    Raises ImproperlyConfigured when one of the three values is missing.
    """
    names = ("OIDC_SERVER", "OIDC_CLIENT_ID", "OIDC_SECRET")
    server, client, secret = (environ.get(name, "").strip() for name in names)
    if not (server or client or secret):
        return {}
    if not (server and client and secret):
        raise ImproperlyConfigured(
            f"Single sign-on needs {', '.join(names)} together: set all three, or none of them."
        )
    app = {
        "provider_id": "oidc",
        "name": "OpenID Connect",
        "client_id": client,
        "secret": secret,
        "settings": {"server_url": server},
    }
    return {"openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}}


def database(default_file: Path, environ: Mapping[str, str] = os.environ) -> dict[str, object]:
    """The DATABASES entry for DATABASE_URL: nothing, sqlite:///file or postgres://user@host/name.

    Raises ImproperlyConfigured with the accepted forms when it is neither.
    """
    url = environ.get("DATABASE_URL", "").strip()
    if not url:
        default_file.parent.mkdir(parents=True, exist_ok=True)
        return _sqlite(str(default_file))
    scheme = url.partition("://")[0].lower()
    if scheme == "sqlite":
        return _sqlite(_sqlite_file(url))
    if scheme in {"postgres", "postgresql"}:
        return _postgresql(url)
    raise _unusable(f"DATABASE_URL begins with {scheme!r}")


def email(environ: Mapping[str, str] = os.environ) -> dict[str, object]:
    """How mail leaves, from EMAIL_URL: nothing or console:// (the log of the process),
    smtp://user:password@host:587 (STARTTLS), smtps://…:465 (TLS), smtp+plain://host:25 (neither).

    Raises ImproperlyConfigured with the accepted forms when it is none of these.
    """
    url = environ.get("EMAIL_URL", "").strip() or "console://"
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        parts, port = urlsplit("//"), None
    known = {"console": 25, "smtp": 587, "smtps": 465, "smtp+plain": 25}
    if parts.scheme not in known or (parts.scheme != "console" and not parts.hostname):
        raise ImproperlyConfigured(
            "EMAIL_URL can't be used: write console://, smtp://user:password@host:587,"
            " smtps://user:password@host:465 or smtp+plain://host:25, with @ : / # in the password"
            " percent-encoded."
        )
    kind = "console" if parts.scheme == "console" else "smtp"
    return {
        "backend": f"django.core.mail.backends.{kind}.EmailBackend",
        "host": parts.hostname or "",
        "port": port or known[parts.scheme],
        "user": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "starttls": parts.scheme == "smtp",
        "tls": parts.scheme == "smtps",
    }


def site_url(hosts: list[str], *, https: bool, environ: Mapping[str, str] = os.environ) -> str:
    """Where links in mails lead: SITE_URL, or else the first of the hosts we answer to.

    Raises ImproperlyConfigured when it is no address of a site.
    """
    given = environ.get("SITE_URL", "").strip().rstrip("/")
    if not given:
        return f"{'https' if https else 'http'}://{hosts[0].lstrip('.*')}"
    if not given.startswith(("http://", "https://")):
        raise ImproperlyConfigured(
            f"SITE_URL is {given!r}: write it as people type it, such as https://register.example.vn"
        )
    return given


def _unusable(what: str) -> ImproperlyConfigured:
    return ImproperlyConfigured(
        f"{what}: write sqlite:///path/to/file.sqlite3 (four slashes for a path from the root) or"
        " postgres://user:password@host:5432/name, with @ : / # in the password percent-encoded."
    )


def _sqlite_file(url: str) -> str:
    rest = url[len("sqlite://") :]
    path = unquote(rest[1:])
    if not rest.startswith("/") or not path:
        raise _unusable("DATABASE_URL names no SQLite file")
    if path != ":memory:" and not Path(path).absolute().parent.is_dir():
        folder = Path(path).absolute().parent
        raise ImproperlyConfigured(
            f"DATABASE_URL names a SQLite file in {folder}, a folder that does not exist: make it."
        )
    return path


def _sqlite(name: str) -> dict[str, object]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": name,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_PRAGMAS},
    }


def _postgresql(url: str) -> dict[str, object]:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise _unusable("DATABASE_URL has a host or port that can't be read") from None
    name = unquote(parts.path[1:])
    if not name or "/" in name:
        raise _unusable("DATABASE_URL names no PostgreSQL database")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": dict(parse_qsl(parts.query)),
    }
