"""Long work: a row that is the truth, a queue that only rings, a page that shows how far it is."""

from __future__ import annotations

import click
from flask import Flask
from flask.cli import AppGroup

from school.foundation.jobs.actions import Cancelled, NewFile, Origin, Outcome, Running, kind, start
from school.foundation.jobs.models import Job, JobState
from school.foundation.jobs.queue import make_queue
from school.foundation.jobs.views import blueprint
from school.foundation.jobs.worker import every_night, make_consumer, register_tasks

__all__ = [
    "Cancelled",
    "Job",
    "JobState",
    "NewFile",
    "Origin",
    "Outcome",
    "Running",
    "every_night",
    "init_app",
    "kind",
    "start",
]

commands = AppGroup("jobs", help="Long work and the process that does it.")


def init_app(app: Flask) -> None:
    """The queue, its one task, the job page and ``flask jobs work``."""
    queue = make_queue(app)
    app.extensions["queue"] = queue
    register_tasks(app, queue)
    app.register_blueprint(blueprint)
    app.cli.add_command(commands)

    @commands.command("work")
    def work_command() -> None:
        """Do jobs as they come, until SIGINT."""
        click.echo("The worker is listening.", err=True)
        make_consumer(app).run()
