"""Settings: what production refuses, and where everything lies."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import request
from flask.testing import FlaskClient

from config import Config, ConfigurationError
from school import create_app

FORWARDED = {"X-Forwarded-For": "10.0.0.9", "X-Forwarded-Proto": "https", "X-Forwarded-Host": "fz.school.edu.cn"}


def _config(tmp_path: Path, **environ: str) -> Config:
    return Config.from_environment({"INSTANCE_DIR": str(tmp_path / "instance"), **environ})


def test_everything_lies_in_the_instance_which_is_made(tmp_path: Path) -> None:
    config = _config(tmp_path)
    assert config.database_url == f"sqlite:///{tmp_path}/instance/school.sqlite"
    assert str(config.jobs_url).startswith(f"sqlite:///{tmp_path}/instance/")
    assert config.secret_key == _config(tmp_path).secret_key
    assert ((tmp_path / "instance").stat().st_mode & 0o777) == 0o700


@pytest.mark.parametrize(
    "environ",
    [{}, {"SECRET_KEY": "short", "BASE_URL": "https://fz.school.edu.cn"}, {"SECRET_KEY": "x" * 32}],
)
def test_production_refuses_defaults(tmp_path: Path, environ: dict[str, str]) -> None:
    with pytest.raises(ConfigurationError, match="Production needs"):
        _config(tmp_path, WUZHA_ENV="production", **environ)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("https://fz.school.edu.cn", True),
        ("http://fz.school.edu.cn", False),
        ("https://127.0.0.1:5000", False),
        ("https://localhost", False),
        ("https://[::1]:5000", False),
    ],
)
def test_letters_need_an_address_that_families_can_open(tmp_path: Path, address: str, public: bool) -> None:
    assert _config(tmp_path, BASE_URL=address).base_url_is_public is public


@pytest.mark.parametrize("url", ["postgres://u@h/n", "postgresql://u@h/n"])
def test_a_postgresql_address_means_psycopg(tmp_path: Path, url: str) -> None:
    assert _config(tmp_path, DATABASE_URL=url).database_url == "postgresql+psycopg://u@h/n"


@pytest.mark.parametrize(("proxies", "expected"), [(0, "http://localhost/"), (1, "https://localhost/")])
def test_only_as_many_proxies_are_believed_as_stand_in_front(tmp_path: Path, proxies: int, expected: str) -> None:
    app = create_app({"TESTING": True, "INSTANCE_DIR": tmp_path, "TRUSTED_PROXIES": proxies})
    app.before_request(lambda: request.host_url)
    assert app.test_client().get("/sign-in", headers=FORWARDED).get_data(as_text=True) == expected


def test_a_pasted_roster_of_a_whole_college_is_not_too_large(client_of: Callable[[str], FlaskClient]) -> None:
    answer = client_of("office").post("/roster", data={"pasted": "不是名册 " * 100_000, "kind": "students"})
    assert answer.status_code == 422
