"""/_components: every macro on one page, to look at in light, dark and at 390 px. Never in production."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Flask, abort, current_app, render_template
from flask_babel import gettext as _
from wtforms import BooleanField, FileField, PasswordField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields import DateField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are of 3.2
from wtforms.validators import DataRequired

from school.foundation.access import public
from school.foundation.ui.charts import Band, Chart, Event, Series
from school.foundation.ui.forms import BaseForm
from school.foundation.ui.pager import Page
from school.foundation.ui.states import State

blueprint = Blueprint("components", __name__)


class SampleForm(BaseForm):
    """One field of each kind."""

    name = StringField("Name", [DataRequired()], description="As it stands in the register.")
    word = PasswordField("Password")
    due = DateField("Due")
    college = SelectField("College", choices=[SelectChoice("1", "信息工程学院"), SelectChoice("2", "外国语学院")])
    relation = RadioField(
        "Relation", choices=[SelectChoice("m", "母亲"), SelectChoice("f", "父亲"), SelectChoice("g", "奶奶或外婆")]
    )
    agree = BooleanField("I have read this letter")
    remark = TextAreaField("Remark")
    photo = FileField("Photo")


STATES = (
    State("bad", "alert-triangle", "逾期 4 天"),
    State("warn", "clock", "今天到期"),
    State("", "calendar", "周五前"),
    State("ok", "circle-check", "已完成"),
    State("line", "file-text", "已发放"),
    State("inf", "device-mobile-check", "手机已签"),
    State("", "hand-stop", "谢绝"),
)

SAMPLE_CHART = Chart(
    title="信已回：占已发放　已开预警：占全体学生",
    heading="教学周",
    categories=("第8周", "第9周", "第10周", "第11周", "第12周"),
    series=(Series("信已回", (45.5, 57.8, 64.1, 68.1, 68.8)), Series("已开预警", (50.7, 54.2, 56.2, 57.4, 57.6))),
    bands=(Band("全面实施", "第9周", "第12周"),),
    events=(Event("发信", "第9周"),),
)


def _samples() -> dict[str, Any]:
    form = SampleForm(meta={"csrf": False}, formdata=None)
    form.name.errors = [_("This field is required.")]
    return {"form": form, "states": STATES, "chart_data": SAMPLE_CHART, "page": Page(list(range(50)), 3, 50, 612)}


@blueprint.get("/_components")
@public
def office() -> str:
    """The office parts."""
    _only_while_developing()
    return render_template("_ui/components.html", **_samples())


@blueprint.get("/_components/phone")
@public
def phone() -> str:
    """The phone parts."""
    _only_while_developing()
    return render_template("_ui/components_phone.html", **_samples())


def _only_while_developing() -> None:
    if not (current_app.debug or current_app.testing):
        abort(404)


def init_app(app: Flask) -> None:
    """Register the two pages."""
    app.register_blueprint(blueprint)
