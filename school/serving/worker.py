"""What the web server answers itself: requests that cannot be read and so never reach the application.

gunicorn's own answer repeats what was sent, carries no security headers, and writes the request's
address into the log, which may hold a letter's token.
"""

from __future__ import annotations

from contextlib import suppress
from http import HTTPStatus
from typing import Any

from gunicorn import util
from gunicorn.http import errors
from gunicorn.workers.gthread import ThreadWorker

from school.foundation.ui.headers import standing_headers

STATUSES: dict[type[Exception], HTTPStatus] = {
    errors.ExpectationFailed: HTTPStatus.EXPECTATION_FAILED,
    errors.ForbiddenProxyRequest: HTTPStatus.FORBIDDEN,
    errors.LimitRequestHeaders: HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
    errors.LimitRequestLine: HTTPStatus.REQUEST_URI_TOO_LONG,
    errors.UnsupportedTransferCoding: HTTPStatus.NOT_IMPLEMENTED,
}
OURS = (errors.InvalidResponseHeader, errors.InvalidResponseHeaderName)


class Worker(ThreadWorker):
    """gunicorn's threads, with our headers on every answer and no addresses in the log."""

    def handle_error(self, _request: Any, client: Any, _address: Any, error: Exception) -> None:
        """Answer in one line and close. The client may be gone: then nobody misses it."""
        status = status_of(error)
        if status is HTTPStatus.INTERNAL_SERVER_ERROR:
            self.log.error("A request could not be answered", exc_info=error)
        else:
            self.log.warning("A request could not be read: %s", type(error).__name__)
        with suppress(Exception):
            util.write_nonblock(client, answer(status, standing_headers(self.wsgi)))


def status_of(error: Exception) -> HTTPStatus:
    """The sender's fault where it could not be read, ours otherwise."""
    if not isinstance(error, errors.ParseException) or isinstance(error, OURS):
        return HTTPStatus.INTERNAL_SERVER_ERROR
    return STATUSES.get(type(error), HTTPStatus.BAD_REQUEST)


def answer(status: HTTPStatus, headers: dict[str, str]) -> bytes:
    """A whole HTTP answer that says what is wrong and nothing of what was sent."""
    line = f"{status.value} {status.phrase}"
    body = f"{line}\n"
    own = {
        "Connection": "close",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Length": str(len(body)),
        "Cache-Control": "no-store",
    }
    lines = [f"HTTP/1.1 {line}", *(f"{name}: {value}" for name, value in (own | headers).items()), "", body]
    return "\r\n".join(lines).encode("latin-1")
