"""Takes the pictures of the README and of the help anew, from the demo in a browser:

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
    """``opens``: the row of the list at ``path`` whose page is meant; ``leads``: on from there."""

    name: str
    path: str
    height: int = 768
    account: str = "demo_soan_thao"
    opens: str = ""
    leads: str = ""

    @property
    def file(self) -> str:
        """Those of the help are many and looked at small: JPEG."""
        return f"{self.name}.jpg" if "/" in self.name else f"{self.name}.png"


PICTURES = [
    Picture("plan_page", "/provinces/MH/", 1720, account=""),
    Picture("dossier", "/admin/reform/case/", 900, "demo_tham_dinh", opens="đang thẩm định"),
    Picture("import_desk", "/admin/units/importbatch/", 700),
    Picture("help/desk", "/admin/", account="demo_tham_dinh"),
    Picture("help/overview", "/overview/"),
    Picture("help/plan_page", "/provinces/MH/"),
    Picture("help/units_unit", "/admin/units/unit/"),
    Picture("help/units_importbatch", "/admin/units/importbatch/add/"),
    Picture("help/units_worklist", "/admin/units/worklist/"),
    Picture("help/reform_case", "/admin/reform/case/", account="demo_tham_dinh",
            opens="đang thẩm định"),
    Picture("help/reform_paper", "/admin/reform/paper/", opens="ờ trình"),
    Picture("help/reform_plan", "/admin/reform/plan/", opens="Minh Họa"),
    Picture("help/what_if", "/admin/reform/plan/", opens="Minh Họa", leads="/what-if/"),
    Picture("help/resolutions_finding", "/admin/resolutions/finding/", account="demo_tham_dinh"),
    Picture("help/resolutions_task", "/admin/resolutions/task/"),
]  # fmt: skip


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
            if picture.leads:
                page.locator(f"a[href$='{picture.leads}']").first.click()
            page.wait_for_load_state("networkidle")
            shape = {"type": "jpeg", "quality": 60} if picture.file.endswith("jpg") else {}
            page.screenshot(path=folder / picture.file, **shape)
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
