"""What each room of a feature may do (ARCHITECTURE.md, house rules 1, 2 and 5)."""

import ast
from pathlib import Path

from tests.house.sources import Function, Source, calls, length, python

NAMES_THAT_SAY_NOTHING = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers"}
LINES_OF_A_VIEW = 15
COMMITS = {"school/foundation/access/gate.py", "school/foundation/db/work.py"}
# The request and who sends it are known to views and forms of the foundation's own pages only.
KNOWS_THE_REQUEST = ("school/foundation/access/", "school/foundation/ui/", "school/accounts/sign_in")
READS_MARKS = {"appstatus", "dashboards", "reports", "demo"}


def at(source: Source, line: int) -> str:
    return f"{source.path}:{line}"


def test_modules_have_names_that_say_something() -> None:
    empty = [str(source.path) for source in python("school") if NAMES_THAT_SAY_NOTHING & parts(source.path)]
    assert not empty, "\n".join(empty)


def parts(path: Path) -> set[str]:
    return set(path.with_suffix("").parts)


def test_only_the_gate_and_units_of_work_commit() -> None:
    commits = [
        at(source, line)
        for source in python("school")
        if str(source.path) not in COMMITS
        for name, line in calls(source.tree)
        if name == "commit"
    ]
    assert not commits, "\n".join(commits)


def test_only_views_know_the_request() -> None:
    knowing = [
        f"{source.path} imports {name}"
        for source in python("school")
        if source.room != "views" and not str(source.path).startswith(KNOWS_THE_REQUEST)
        for module, name in source.imports()
        if (module, name) in {("flask", "request"), ("flask_login", "current_user")}
    ]
    assert not knowing, "\n".join(knowing)


def views() -> list[tuple[Source, Function]]:
    """Every function with a route."""
    return [
        (source, function)
        for source in python("school")
        for function in source.functions()
        if any(is_route(decorator) for decorator in function.decorator_list)
    ]


def is_route(decorator: ast.expr) -> bool:
    name = getattr(decorator.func, "attr", "") if isinstance(decorator, ast.Call) else ""
    return name in {"route", "get", "post", "put", "patch", "delete"}


def test_routes_are_declared_in_views() -> None:
    elsewhere = [
        at(source, view.lineno)
        for source, view in views()
        if source.room != "views" and not str(source.path).startswith(KNOWS_THE_REQUEST)
    ]
    assert not elsewhere, "\n".join(elsewhere)


def test_views_only_translate() -> None:
    faults = [
        f"{at(source, view.lineno)} {view.name}: {fault}" for source, view in views() for fault in faults_of(view)
    ]
    assert not faults, "\n".join(faults)


def faults_of(view: Function) -> list[str]:
    found = [f"{length(view)} lines"] if length(view) > LINES_OF_A_VIEW else []
    found += ["try"] if any(isinstance(node, ast.Try | ast.TryStar) for node in ast.walk(view)) else []
    found += [name for name, _ in calls(view) if name in {"abort", "commit", "rollback", "flush"}]
    return found + [
        "current_user" for node in ast.walk(view) if isinstance(node, ast.Name) and node.id == "current_user"
    ]


def test_nobody_takes_views_or_forms_of_another_feature() -> None:
    taken = [
        f"{source.path} imports {module}"
        for source in python("school")
        for module in imported_modules(source)
        if module[2:3] and module[1] not in {source.feature, "foundation"} and {"views", "forms"} & set(module[2:])
    ]
    assert not taken, "\n".join(taken)


def imported_modules(source: Source) -> list[list[str]]:
    """Dotted names under school, with what is taken from them: it may be a module."""
    return [f"{module}.{name}".split(".") for module, name in source.imports() if module.split(".")[0] == "school"]


def test_marks_leave_their_feature_as_rates_only() -> None:
    """A single person's marks decide nothing elsewhere: awards, letters and cases never see them."""
    taken = [
        f"{source.path} imports {module}.{name}"
        for source in python("school")
        if source.feature and source.feature != "appstatus"
        for module, name in source.imports()
        if f"{module}.{name}".startswith("school.appstatus")
        and (
            source.feature not in READS_MARKS
            or (source.feature != "demo" and name not in {"Rates", "rates", "rates_by_day", "rates_told"})
        )
    ]
    assert not taken, "\n".join(taken)
