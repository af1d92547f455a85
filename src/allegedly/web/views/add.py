"""Adding reports: the form, and how far the work is."""

from __future__ import annotations

from allegedly.web.ask import Ask
from allegedly.web.jobs import Progress
from allegedly.web.site import NotFound, Site
from allegedly.web.view import View


def build_add(site: Site, ask: Ask) -> View:
    """The form, and all work of this server."""
    return View(title="Add reports", data=site.jobs.all())


def build_job(site: Site, ask: Ask) -> View:
    """How far one job is. Raises `NotFound`."""
    job = site.jobs.find(ask.values["id"])
    if job is None:
        raise NotFound("that work is not known here: the server was started anew since")
    progress: Progress = job.progress
    return View(title=f"Adding {progress.name}", data=progress)
