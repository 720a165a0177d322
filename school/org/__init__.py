"""The organisation: settings, units, classes, people, posts, and the roster they come from."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from school.foundation.ui import frame, menu, own_words
from school.foundation.ui.menu import MenuItem
from school.org import class_tabs, models, roster
from school.org.actions.staff import may_end
from school.org.class_tabs import ClassTab
from school.org.queries import settings
from school.org.rules import GENDER_LABELS, LEVEL_LABELS, POST_LABELS, UNIT_LABELS
from school.org.views import blueprint

__all__ = ["init_app", "models"]


def init_app(app: Flask) -> None:
    """Pages of the organisation, what stands around every page, and the menu."""
    app.register_blueprint(blueprint)
    roster.init_app(app)
    app.jinja_env.globals.update(
        class_tab_items=class_tabs.items,
        student_links=class_tabs.student_links,
        may_end_post=may_end,
        unit_labels=UNIT_LABELS,
        post_labels=POST_LABELS,
        gender_labels=GENDER_LABELS,
        level_labels=LEVEL_LABELS,
    )
    class_tabs.add_tab(ClassTab("org.school_class", _l("Roster"), 10))
    around = frame.of(app)
    around.school = settings.school_card
    own_words.of(app).source = settings.own_words
    around.search = "org.find"
    around.notices += [settings.set_up_notice, settings.demo_notice]
    menu.add(MenuItem("org.class_list", _l("Classes"), 40, "users"))
    people = ("/students", "/staff", "/directory", "/roster", "/settings", "/calendar")
    menu.add(MenuItem("org.unit_list", _l("Roster and people"), 80, "address-book", under=people))
