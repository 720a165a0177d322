"""Accounts: sign-in, passwords, one-time codes."""

from flask_babel import lazy_gettext as _l

from school.accounts import cli, imported, jobs, models, pages, sign_in, views
from school.accounts.codes import jobs as code_jobs
from school.accounts.codes import views as code_views
from school.accounts.own import views as own_views
from school.accounts.sign_in import views as sign_in_views
from school.foundation.access import Gate
from school.foundation.ui import menu
from school.foundation.ui.menu import MenuItem
from school.org import class_tabs
from school.org.class_tabs import ClassTab
from school.org.roster import hooks

__all__ = ["init_app", "models"]

# Routes and kinds of jobs exist as soon as their modules are imported.
PARTS = (jobs, views, code_jobs, code_views, own_views, sign_in_views)


def init_app(app: Gate) -> None:
    """Who is signed in, the pages of accounts, the command, and the menu."""
    sign_in.init_app(app)
    app.register_blueprint(pages.blueprint)
    app.cli.add_command(cli.commands)
    hooks.of_people(
        _l("%(count)s of its people have an account or a one-time code."), models.Account, models.SignInCode
    )
    hooks.of_staff("accounts", saved=imported.make_accounts, taken_back=imported.unmake_accounts)
    class_tabs.add_tab(ClassTab("accounts.class_codes", _l("One-time codes"), 40))
    menu.add(MenuItem("accounts.codes", _l("One-time codes"), 70, "key"))
    menu.add(MenuItem("accounts.index", _l("Accounts"), 90, "lock", under=("/permissions",)))
