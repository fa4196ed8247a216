"""Takes the README's pictures anew, from the demo in a browser:

python -m tests.browser.pictures
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import django

WIDTH = 1366


@dataclass(frozen=True)
class Picture:
    """``opens``: the row of the list at ``path`` whose page is meant."""

    name: str
    path: str
    height: int
    account: str = ""
    opens: str = ""


PICTURES = [
    Picture("plan_page", "/provinces/MH/", 1720),
    Picture("dossier", "/admin/reform/case/", 900, "demo_tham_dinh", opens="đang thẩm định"),
    Picture("import_desk", "/admin/units/importbatch/", 700, "demo_soan_thao"),
]


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reform.settings")
    django.setup()
    from django.conf import settings

    from tests.browser.processes import serving

    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        database = f"sqlite:///{folder / 'pictures.sqlite3'}"
        subprocess.run(
            [sys.executable, "manage.py", "demo", "--no-server"],
            cwd=settings.BASE_DIR, check=True, stdout=subprocess.DEVNULL,
            env={**os.environ, "DATABASE_URL": database, "DATA_DIR": place},
        )  # fmt: skip
        with serving(database, folder) as address:
            take(address, Path(settings.BASE_DIR) / "reform" / "static" / "reform" / "pictures")


def take(address: str, folder: Path) -> None:
    from playwright.sync_api import sync_playwright

    from tests.conftest import CHROMIUM

    with sync_playwright() as tool:
        browser = tool.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for picture in PICTURES:
            size = {"width": WIDTH, "height": picture.height}
            page = browser.new_context(base_url=address, viewport=size).new_page()
            log_in(page, picture.account)
            page.goto(picture.path)
            if picture.opens:
                row = page.locator("#result_list tbody tr", has_text=picture.opens).first
                row.locator("th a").click()
            page.wait_for_load_state("networkidle")
            page.screenshot(path=folder / f"{picture.name}.png")
        browser.close()


def log_in(page, account: str) -> None:
    from reform.demonstration import PASSWORD

    if account:
        page.goto("/admin/")
        page.fill("#id_username", account)
        page.fill("#id_password", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_selector("#content-main")


if __name__ == "__main__":
    main()
