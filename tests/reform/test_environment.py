"""Every setting comes from the environment; a wrong value is answered with its cure."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import strategies as st

from reform import checks, environment

LONG = "k" * 50


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("1", True),
        ("true", True),
        (" YES ", True),
        ("on", True),
        ("0", False),
        ("False", False),
        ("no", False),
        ("", True),
    ],
)
def test_a_flag_is_yes_or_no(text, meaning):
    assert environment.flag("X", True, {"X": text}) is meaning


@pytest.mark.parametrize(("text", "meaning"), [("", 20), (" 7 ", 7), ("5000", 5000)])
def test_a_number_is_whole_and_above_nothing(text, meaning):
    assert environment.number("X", 20, {"X": text}) == meaning


@pytest.mark.parametrize("text", ["0", "-1", "2.5", "many", "1e3", "²"])
def test_a_number_that_is_none_says_how_to_write_it(text):
    with pytest.raises(ImproperlyConfigured, match="whole number such as 20"):
        environment.number("X", 20, {"X": text})


@pytest.mark.parametrize(("text", "meaning"), [("", 7), ("0", 0), (" 23 ", 23)])
def test_an_hour_is_one_of_the_day(text, meaning):
    assert environment.hour("X", 7, {"X": text}) == meaning


@pytest.mark.parametrize("text", ["24", "-1", "7.5", "seven", "²"])
def test_an_hour_that_is_none_says_how_to_write_it(text):
    with pytest.raises(ImproperlyConfigured, match="an hour from 0 to 23"):
        environment.hour("X", 7, {"X": text})


def test_a_flag_that_is_neither_says_how_to_write_it():
    with pytest.raises(ImproperlyConfigured, match="X=1 for yes or X=0 for no"):
        environment.flag("X", True, {"X": "maybe"})


def test_words_are_separated_by_commas():
    assert environment.words("X", [], {"X": "a.vn, b.vn,,"}) == ["a.vn", "b.vn"]
    assert environment.words("X", ["c.vn"], {}) == ["c.vn"]


def test_an_unknown_log_level_lists_the_known_ones():
    assert environment.level("LOG_LEVEL", "INFO", {"LOG_LEVEL": "debug"}) == "DEBUG"
    with pytest.raises(ImproperlyConfigured, match="WARNING, ERROR"):
        environment.level("LOG_LEVEL", "INFO", {"LOG_LEVEL": "loud"})


def test_a_laptop_makes_its_key_once_for_its_owner_only(tmp_path):
    kept = tmp_path / "data" / "secret_key"
    made = environment.secret_key(True, kept, {})
    assert len(made) >= 50
    assert environment.secret_key(True, kept, {}) == made
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_a_damaged_kept_key_is_named(tmp_path):
    kept = tmp_path / "secret_key"
    kept.write_text("short")
    with pytest.raises(ImproperlyConfigured, match="delete that file"):
        environment.secret_key(True, kept, {})


@pytest.mark.parametrize(
    ("debug", "given_key", "sentence"),
    [
        (False, {}, "SECRET_KEY is missing"),
        (False, {"SECRET_KEY": "short"}, "at least 50"),
        (True, {"SECRET_KEY": "short"}, "at least 50"),
    ],
)
def test_a_missing_or_short_key_is_refused_with_the_line_that_makes_one(
    tmp_path, debug, given_key, sentence
):
    with pytest.raises(ImproperlyConfigured, match=sentence) as refusal:
        environment.secret_key(debug, tmp_path / "k", given_key)
    assert "secrets.token_urlsafe" in str(refusal.value)


def test_production_must_name_its_hosts():
    assert "localhost" in environment.allowed_hosts(True, {})
    assert environment.allowed_hosts(False, {"ALLOWED_HOSTS": "so.vn"}) == ["so.vn"]
    with pytest.raises(ImproperlyConfigured, match="ALLOWED_HOSTS=register"):
        environment.allowed_hosts(False, {})


def test_without_a_url_the_database_is_a_file_of_our_own(tmp_path):
    entry = environment.database(tmp_path / "new" / "db.sqlite3", {})
    assert entry["NAME"] == str(tmp_path / "new" / "db.sqlite3")
    assert entry["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in entry["OPTIONS"]["init_command"]


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("sqlite:///tests.sqlite3", "tests.sqlite3"),
        ("sqlite:////tmp/with%20space.sqlite3", "/tmp/with space.sqlite3"),  # noqa: S108
        ("sqlite:///:memory:", ":memory:"),
    ],
)
def test_a_sqlite_url_names_a_file(tmp_path, url, name):
    assert environment.database(tmp_path / "x", {"DATABASE_URL": url})["NAME"] == name


@pytest.mark.parametrize("scheme", ["postgres", "postgresql"])
def test_a_postgresql_url_is_taken_apart_and_decoded(tmp_path, scheme):
    url = f"{scheme}://an%40b:p%2Fw%23@db.so.vn:5433/register?sslmode=require&connect_timeout=5"
    entry = environment.database(tmp_path / "x", {"DATABASE_URL": url})
    found = [entry[key] for key in ("USER", "PASSWORD", "HOST", "PORT", "NAME", "OPTIONS")]
    options = {"sslmode": "require", "connect_timeout": "5"}
    assert found == ["an@b", "p/w#", "db.so.vn", "5433", "register", options]


@pytest.mark.parametrize(
    "url",
    [
        "mysql://root@localhost/x",
        "register",
        "sqlite://",
        "sqlite:///",
        "sqlite://db.sqlite3",
        "postgres://localhost",
        "postgres://localhost/",
        "postgres://localhost:port/x",
        "postgres://localhost:99999/x",
        "postgres://[::1/x",
        "postgres://localhost/a/b",
    ],
)
def test_an_unusable_url_is_answered_with_the_forms_we_read(tmp_path, url):
    with pytest.raises(ImproperlyConfigured, match="sqlite:///path") as refusal:
        environment.database(tmp_path / "x", {"DATABASE_URL": url})
    assert "postgres://user:password@host:5432/name" in str(refusal.value)


def test_a_folder_that_is_not_there_is_named(tmp_path):
    url = f"sqlite:///{tmp_path}/nowhere/db.sqlite3"
    with pytest.raises(ImproperlyConfigured, match="a folder that does not exist"):
        environment.database(tmp_path / "x", {"DATABASE_URL": url})


@given(st.text())
def test_no_url_whatever_ends_in_another_error(text):
    try:
        entry = environment.database(Path("x"), {"DATABASE_URL": f"postgres://{text}"})
    except ImproperlyConfigured:
        return
    assert entry["NAME"]


@pytest.mark.parametrize(("version", "problems"), [(140011, 1), (150000, 0), (180002, 0)])
def test_postgresql_must_be_15_or_newer(version, problems):
    assert len(checks.too_old_postgresql(version)) == problems


@pytest.mark.parametrize(("version", "problems"), [((3, 34, 1), 1), ((3, 35, 0), 0), ((3, 40), 0)])
def test_sqlite_must_give_back_the_rows_it_inserts(version, problems):
    assert len(checks.too_old_sqlite(version)) == problems


@pytest.mark.django_db
def test_this_database_is_new_enough():
    assert checks.supported_database(databases=["default"]) == []


def manage(*words: str, data: Path, **environ: str) -> subprocess.CompletedProcess:
    """Run manage.py as an administrator would: a clean environment and a folder of its own."""
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        env={"PATH": os.environ["PATH"], "DATA_DIR": str(data), **environ},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize(
    ("environ", "sentence"),
    [
        ({"DEBUG": "0", "ALLOWED_HOSTS": "so.vn"}, "SECRET_KEY is missing"),
        ({"DEBUG": "0", "SECRET_KEY": LONG}, "ALLOWED_HOSTS is missing"),
        ({"DEBUG": "perhaps"}, "DEBUG=1 for yes"),
        ({"DATABASE_URL": "oracle://x"}, "DATABASE_URL begins with 'oracle'"),
    ],
)
def test_manage_py_refuses_to_start_with_a_sentence(tmp_path, environ, sentence):
    done = manage("check", data=tmp_path, **environ)
    assert done.returncode != 0
    assert sentence in done.stderr


def test_production_settings_pass_the_deployment_check(tmp_path):
    key = "".join(chr(33 + n % 90) for n in range(60))
    done = manage(
        "check",
        "--deploy",
        "--fail-level=WARNING",
        data=tmp_path,
        DEBUG="0",
        SECRET_KEY=key,
        ALLOWED_HOSTS="so.vn",
    )
    assert done.returncode == 0, done.stderr
