"""All settings of one installation, read once from the environment.

Everything the school owns (database, keys, files, queue) lies in ``INSTANCE_DIR``.
Each variable is explained for operators in README.md, section "Settings".
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent
LOOPBACK_HOSTS = {"localhost", "127.0.0.1", "::1", "[::1]"}


class ConfigurationError(RuntimeError):
    """The environment asks for something this software refuses to do."""


@dataclass(frozen=True)
class Config:
    """One installation's settings; attribute names are the environment's names in lower case."""

    instance_dir: Path
    database_url: str
    jobs_url: str
    secret_key: str
    base_url: str
    production: bool
    timezone: str = "Asia/Shanghai"
    session_idle_minutes: int = 120
    session_hours: int = 12
    own_phone_days: int = 30
    trusted_proxies: int = 0
    scan_file_mb: int = 256
    scan_upload_mb: int = 512
    font_dir: Path = ROOT / "node_modules" / "@expo-google-fonts"

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] = os.environ) -> Config:
        """Read and check the environment; raises ConfigurationError with the way to mend it."""
        instance = Path(environ.get("INSTANCE_DIR", ROOT / "instance")).absolute()
        instance.mkdir(mode=0o700, parents=True, exist_ok=True)
        production = environ.get("WUZHA_ENV", "development") == "production"
        config = cls(
            instance_dir=instance,
            database_url=_database_url(environ.get("DATABASE_URL", ""), instance),
            jobs_url=environ.get("JOBS_URL", f"sqlite:///{instance / 'queue.sqlite'}"),
            secret_key=environ.get("SECRET_KEY") or _kept_secret(instance / "keys" / "secret_key"),
            base_url=environ.get("BASE_URL", f"http://127.0.0.1:{environ.get('PORT', '5000')}").rstrip("/"),
            production=production,
            timezone=environ.get("TIMEZONE", "Asia/Shanghai"),
            session_idle_minutes=int(environ.get("SESSION_IDLE_MINUTES", cls.session_idle_minutes)),
            session_hours=int(environ.get("SESSION_HOURS", cls.session_hours)),
            own_phone_days=int(environ.get("OWN_PHONE_DAYS", cls.own_phone_days)),
            scan_file_mb=int(environ.get("SCAN_FILE_MB", cls.scan_file_mb)),
            scan_upload_mb=int(environ.get("SCAN_UPLOAD_MB", cls.scan_upload_mb)),
            trusted_proxies=int(environ.get("TRUSTED_PROXIES", cls.trusted_proxies)),
            font_dir=Path(environ.get("FONT_DIR", cls.font_dir)),
        )
        if production:
            config.refuse_defaults(environ)
        return config

    def refuse_defaults(self, environ: Mapping[str, str]) -> None:
        """Production starts only with a secret and an address that somebody chose."""
        if len(environ.get("SECRET_KEY", "")) < 32:
            raise ConfigurationError("Production needs SECRET_KEY: at least 32 random characters.")
        if not environ.get("BASE_URL"):
            raise ConfigurationError("Production needs BASE_URL: the https address that families open.")

    @property
    def base_url_is_public(self) -> bool:
        """Whether printed letters may carry this address: https and not this very machine."""
        parts = urlsplit(self.base_url)
        return parts.scheme == "https" and (parts.hostname or "") not in LOOPBACK_HOSTS

    def flask_settings(self) -> dict[str, object]:
        """The same settings under the names that Flask and its extensions read."""
        return {
            "SECRET_KEY": self.secret_key,
            "SQLALCHEMY_DATABASE_URI": self.database_url,
            "BASE_URL": self.base_url,
            "BASE_URL_IS_PUBLIC": self.base_url_is_public,
            "INSTANCE_DIR": self.instance_dir,
            "JOBS_URL": self.jobs_url,
            "PRODUCTION": self.production,
            "TIMEZONE": self.timezone,
            "FONT_DIR": self.font_dir,
            "SESSION_IDLE_MINUTES": self.session_idle_minutes,
            "SESSION_HOURS": self.session_hours,
            "OWN_PHONE_DAYS": self.own_phone_days,
            "TRUSTED_PROXIES": self.trusted_proxies,
            "SESSION_COOKIE_SECURE": self.base_url.startswith("https://"),
            "SESSION_COOKIE_HTTPONLY": True,
            "SESSION_COOKIE_SAMESITE": "Lax",
            "SESSION_COOKIE_NAME": "wuzha",
            "MAX_CONTENT_LENGTH": 24 * 1024 * 1024,  # a roster of 20 MB, and the form around it
            "SCAN_FILE_BYTES": self.scan_file_mb * 1024 * 1024,
            "SCAN_UPLOAD_BYTES": self.scan_upload_mb * 1024 * 1024,
            "SLIP_PHOTO_BYTES": 15 * 1024 * 1024,
            "MAX_FORM_MEMORY_SIZE": 8 * 1024 * 1024,  # a roster pasted as text
            "WTF_CSRF_TIME_LIMIT": None,
        }


def _database_url(url: str, instance: Path) -> str:
    """SQLite inside the instance by default; plain postgresql:// means psycopg 3."""
    if not url:
        return f"sqlite:///{instance / 'school.sqlite'}"
    for prefix in ("postgres://", "postgresql://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    return url


def _kept_secret(path: Path) -> str:
    """The development secret, made on first use so that restarts keep sessions."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    return path.read_text().strip()
