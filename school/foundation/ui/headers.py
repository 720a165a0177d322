"""Security headers, the same on every response: pages, errors, redirects, files, static files.

The policy allows nothing but our own host, and nothing inline. ``same-origin`` and not
``no-referrer`` because the CSRF check of forms over https reads the Referer; no address leaves
the host either way.
"""

from __future__ import annotations

from flask import Flask, Response, current_app, request

from school.foundation.ui.assets import is_immutable

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"
)
_SWITCHED_OFF = (
    *("accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "hid"),
    *("magnetometer", "microphone", "midi", "payment", "screen-wake-lock", "serial", "usb"),
)

HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _SWITCHED_OFF),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
TWO_YEARS = "max-age=63072000; includeSubDomains"
KEEP = "public, max-age=31536000, immutable"


def standing_headers(app: Flask) -> dict[str, str]:
    """What every answer of this installation carries, whoever gives it."""
    over_https = str(app.config.get("BASE_URL", "")).startswith("https://")
    return HEADERS | ({"Strict-Transport-Security": TWO_YEARS} if over_https else {})


def set_headers(response: Response) -> Response:
    """Write the headers over whatever a view has set."""
    response.headers.update(standing_headers(current_app))
    if (response.location or "").startswith(request.host_url):
        # Werkzeug's redirects to an address with its slash repeat the Host header: whatever the sender wrote.
        response.location = response.location.removeprefix(request.host_url.rstrip("/"))
    built = request.endpoint == "static" and response.status_code in (200, 206, 304) and is_immutable(request.path)
    response.headers["Cache-Control"] = KEEP if built else "no-store"
    return response


def init_app(app: Flask) -> None:
    """Must be the first after_request function of the application: it then runs last."""
    app.after_request(set_headers)
