"""Fixtures that every test may use; services (databases, browser, network guard) are in tests/services."""

pytest_plugins = (
    "pytester",
    "tests.services.network",
    "tests.services.plugin",
    "tests.services.chromium",
)
