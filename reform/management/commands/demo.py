import signal
import socket
import subprocess
import sys

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from reform.demonstration import ACCOUNTS, PASSWORD, live_through
from units.choices import MemberRole
from units.tally_keeping import EVERYWHERE, bump


class Command(BaseCommand):
    help = "Show the whole thing with a fictional province: fill the database, then serve it."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--no-server", action="store_true")
        parser.add_argument("--port", type=int, default=8000, metavar="N")

    def handle(self, *, no_server: bool, port: int, **options) -> None:
        if not settings.DEBUG:
            raise CommandError(
                _("The demo makes accounts with a known password, so it only runs with DEBUG=1."),
                returncode=2,
            )
        if not no_server:
            refuse_taken_port(port)
        call_command("migrate", verbosity=0)
        province = live_through(self.stdout.write)
        bump([EVERYWHERE])
        self.tell(province, port)
        if not no_server:
            serve(port)

    def tell(self, province, port: int) -> None:
        address = f"http://127.0.0.1:{port}"
        pages = {
            _("Plan page"): province.get_absolute_url(),
            _("All provinces"): "/provinces/",
            _("Admin"): "/admin/",
            _("Import desk"): "/admin/units/importbatch/",
        }
        width = max(map(len, [*pages, *ACCOUNTS])) + 2
        self.stdout.write("")
        for name, path in pages.items():
            self.stdout.write(f"{name:<{width}}{address}{path}")
        self.stdout.write(
            "\n" + _("Accounts, all with the password %(password)s:") % {"password": PASSWORD}
        )
        for name, (role, in_province) in ACCOUNTS.items():
            where = province.full_name if in_province else _("whole country")
            self.stdout.write(f"{name:<{width}}{MemberRole(role).label} · {where}")


def refuse_taken_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as problem:
            message = _(
                "Port %(port)s is taken: choose another with --port, for example --port %(next)s."
            )
            raise CommandError(
                message % {"port": port, "next": port + 1}, returncode=2
            ) from problem


def serve(port: int) -> None:
    """Run server and worker beside each other until Ctrl-C or until one of them ends."""
    manage = [sys.executable, str(settings.BASE_DIR / "manage.py")]
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    running = [
        subprocess.Popen([*manage, "runserver", "--noreload", f"127.0.0.1:{port}"]),
        subprocess.Popen([*manage, "worker"]),
    ]
    try:
        while all(child.poll() is None for child in running):
            try:
                running[0].wait(timeout=1)
            except subprocess.TimeoutExpired:
                continue
    except KeyboardInterrupt:
        pass
    finally:
        for child in running:
            child.terminate()
        for child in running:
            child.wait()
