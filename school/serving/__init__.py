"""`flask serve`: the web server and the worker as one program, as `make run` starts them."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click
from flask import Flask
from flask.cli import with_appcontext
from werkzeug.middleware.proxy_fix import ProxyFix

ROOT = Path(__file__).resolve().parent.parent.parent
GRACE_SECONDS = 20
LOOK_SECONDS = 0.2
# A closed terminal ends the school's programs too: they live in sessions of their own.
ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def init_app(app: Flask) -> None:
    """Add the command `flask serve`; believe the proxies in front about who is asking, and no others."""
    app.cli.add_command(serve)
    if hops := app.config["TRUSTED_PROXIES"]:
        # Delays after wrong passwords are per address: without this everybody behind a proxy is one.
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops)  # type: ignore[method-assign]  # how every WSGI wrapper is put on


@click.command("serve")
@click.option("--host", envvar="HOST", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", envvar="PORT", default=5000, show_default=True, help="0 takes any free port.")
@click.option("--workers", envvar="WEB_WORKERS", default=2, show_default=True, help="Processes of the web server.")
@click.option("--threads", envvar="WEB_THREADS", default=8, show_default=True, help="Threads of each of them.")
@with_appcontext
def serve(host: str, port: int, workers: int, threads: int) -> None:
    """Run the web server and the worker until one ends or Ctrl-C."""
    listener = listen(host, port)
    port = listener.getsockname()[1]
    os.environ["PORT"] = str(port)  # the programs' own addresses follow, BASE_URL's default among them
    children = [start_web(listener, workers, threads), start_worker()]
    listener.close()
    click.echo(f"无诈校园 Wuzha Campus: http://{host}:{port} (Ctrl-C ends it)")
    tell_demo_accounts()
    sys.exit(Supervisor(children).run())


def listen(host: str, port: int) -> socket.socket:
    """Bind the address before anything starts, so that a port in use is one clear sentence."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=2048)
    except OSError as error:
        raise click.ClickException(
            f"Cannot listen on {host} port {port}: {error.strerror}. PORT chooses another."
        ) from error


def tell_demo_accounts() -> None:
    """Print what `flask demo accounts` prints, where the demo is part of this installation."""
    context = click.get_current_context()
    demo = context.find_root().command
    for name in ("demo", "accounts"):
        found = demo.get_command(context, name) if isinstance(demo, click.Group) else None
        if found is None:
            return
        demo = found
    context.invoke(demo)


@dataclass(frozen=True)
class Child:
    """A program of ours and the signal that ends it gently."""

    name: str
    process: subprocess.Popen[bytes]
    ending: signal.Signals


def start_web(listener: socket.socket, workers: int, threads: int) -> Child:
    """Start gunicorn on the listener. It keeps no access log: addresses of letters carry their token."""
    number = listener.fileno()
    options = [f"--workers={workers}", f"--threads={threads}", f"--bind=fd://{number}", f"--chdir={ROOT}"]
    quiet = ["--log-level=warning", "--no-control-socket", "--worker-class=school.serving.worker.Worker"]
    command = ["gunicorn", *options, *quiet, "app:create_app()"]
    return Child("web server", _start(command, pass_fds=(number,)), signal.SIGTERM)


def start_worker() -> Child:
    """Start the worker of the job queue; it finishes its job at SIGINT and loses it at SIGTERM."""
    return Child("worker", _start(["flask", "--app", str(ROOT / "app.py"), "jobs", "work"]), signal.SIGINT)


def heed_interrupts() -> None:
    """Run in a child before its program: a shell that starts us in the background makes us deaf to SIGINT."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _start(command: Sequence[str], pass_fds: Sequence[int] = ()) -> subprocess.Popen[bytes]:
    # A session of its own keeps the terminal's Ctrl-C for the supervisor, which ends each child its own way.
    return subprocess.Popen(
        [sys.executable, "-m", *command],
        pass_fds=pass_fds,
        start_new_session=True,
        preexec_fn=heed_interrupts,  # noqa: PLW1509  (this process has no other threads)
    )


class Supervisor:
    """Keeps programs together: when one ends, all do."""

    def __init__(self, children: Sequence[Child]) -> None:
        self.children = children
        self.asked_to_end = False

    def run(self) -> int:
        """Wait for the end and return the exit status: 0 if asked to end, else that of the child."""
        before = {number: signal.signal(number, self._ask) for number in ENDINGS}
        try:
            ended = self._wait()
            status = 0 if ended is None else _exit_status(ended)
        finally:
            self._end_all()
            for number, handler in before.items():
                signal.signal(number, handler)
        return status

    def _ask(self, _number: int, _frame: object) -> None:
        self.asked_to_end = True

    def _wait(self) -> Child | None:
        while not self.asked_to_end:
            for child in self.children:
                if child.process.poll() is not None:
                    return child
            time.sleep(LOOK_SECONDS)
        return None

    def _end_all(self) -> None:
        for child in self.children:
            if child.process.poll() is None:
                child.process.send_signal(child.ending)
        until = time.monotonic() + GRACE_SECONDS
        for child in self.children:
            try:
                child.process.wait(max(0.0, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                click.echo(f"The {child.name} did not end in {GRACE_SECONDS} seconds and is stopped.", err=True)
                os.killpg(child.process.pid, signal.SIGKILL)


def _exit_status(child: Child) -> int:
    code = child.process.returncode
    click.echo(f"The {child.name} ended by itself (status {code}); everything else ends too.", err=True)
    if code < 0:
        return 128 - code
    return code or 1
