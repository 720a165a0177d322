"""R2: the app is never a precondition. Nothing outside this room may look at anybody's answer.

Only the rooms that show figures may use the aggregates; the synthetic campus may write the tables.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from school.appstatus.actions import TOPIC
from school.foundation.access import POLICY, Permission, Role
from school.foundation.audit.catalogue import CATALOGUE

SCHOOL = Path(__file__).resolve().parents[2] / "school"
AGGREGATES = {"Rates", "rates", "rates_by_day", "rates_told"}
SHOW_FIGURES = {"dashboards", "reports"}
WRITES_A_SYNTHETIC_CAMPUS = "demo"


def outside() -> Iterator[tuple[str, Path]]:
    """Every source file of the other rooms, with its room."""
    for path in sorted(SCHOOL.rglob("*.py")):
        room = path.relative_to(SCHOOL).parts[0]
        if room != "appstatus":
            yield room, path


def reaching_in(path: Path) -> Iterator[tuple[str, str]]:
    """(module, name) of each import from school.appstatus in a file; a whole module has the name "*"."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((each.name, "*") for each in node.names if each.name.startswith("school.appstatus"))
        elif isinstance(node, ast.ImportFrom) and node.module:
            inside = node.module.startswith("school.appstatus")
            yield from ((node.module, each.name) for each in node.names if inside)
            if node.module == "school":
                yield from (("school", each.name) for each in node.names if each.name == "appstatus")


def allowed(room: str, module: str, name: str) -> bool:
    if room == WRITES_A_SYNTHETIC_CAMPUS:
        return not module.endswith((".queries", ".views", ".forms", ".lists", ".grid"))
    if (module, name) == ("school.appstatus.rules", "Rates"):  # the shape of what rates() answers
        return room in SHOW_FIGURES
    return room in SHOW_FIGURES and module == "school.appstatus.queries" and name in AGGREGATES


def test_others_know_rates_and_nothing_else() -> None:
    wrong = [
        f"{path.relative_to(SCHOOL)} imports {name} from {module}"
        for room, path in outside()
        for module, name in reaching_in(path)
        if not allowed(room, module, name)
    ]
    assert wrong == []


def names_of_events() -> set[str]:
    """What the log says of this room: which event, to what, with which field; and where that is shown."""
    kinds = [kind for kind in CATALOGUE.values() if kind.code.startswith(("app_status.", "spot_check."))]
    names = {name for kind in kinds for name in (kind.code, kind.subject, *kind.fields)}
    return names | {"spot_checks.show"}


def test_nobody_names_the_tables_in_sql() -> None:
    """Text is no way around the wall. (Permissions, events and the topic of reminders have similar names.)"""
    known = {permission.value for permission in Permission} | {TOPIC} | names_of_events()
    wrong = []
    for room, path in outside():
        if room == WRITES_A_SYNTHETIC_CAMPUS:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            text = node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
            if ("app_status" in text or "spot_check" in text) and text not in known:
                wrong.append(f"{path.relative_to(SCHOOL)}:{node.lineno}: {text[:40]!r}")
    assert wrong == []


def test_classmates_hold_no_permission_that_shows_answers() -> None:
    for role in (Role.MONITOR, Role.CLASS_OFFICER, Role.GUARDIAN, Role.ORGANISER, Role.DEPARTMENT_READER):
        held = {permission for permission, reaches in POLICY.items() if role in reaches}
        assert not held & {Permission.APP_STATUS_READ, Permission.APP_STATUS_SET, Permission.SPOT_CHECK}
