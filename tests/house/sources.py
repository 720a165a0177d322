"""What the house rules read: the project's own files, parsed once."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = {"models", "rules", "actions", "queries", "forms", "views", "jobs", "cli"}
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Source:
    """One Python file: its path from the project's folder, its text and its syntax tree."""

    path: Path
    text: str
    tree: ast.Module

    @property
    def room(self) -> str:
        """`views`, `rules`, `actions` …: a file or a folder of several; other files by their own name."""
        parts = self.path.with_suffix("").parts
        return next((part for part in reversed(parts) if part in ROOMS), parts[-1])

    @property
    def feature(self) -> str:
        """The folder under school/: `letters`, `foundation` …; empty for files beside them."""
        return self.path.parts[1] if len(self.path.parts) > 2 else ""

    def functions(self) -> Iterator[Function]:
        """Every function and method, nested ones too."""
        return (node for node in ast.walk(self.tree) if isinstance(node, Function))

    def imports(self) -> Iterator[tuple[str, str]]:
        """Every imported module with the name taken from it, or an empty name for `import module`."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.ImportFrom) and node.module:
                yield from ((node.module, alias.name) for alias in node.names)
            elif isinstance(node, ast.Import):
                yield from ((alias.name, "") for alias in node.names)


@cache
def python(*folders: str) -> tuple[Source, ...]:
    """Parse the Python files below folders of the project."""
    files = sorted(file for folder in folders for file in (ROOT / folder).rglob("*.py"))
    texts = [(file, file.read_text(encoding="utf-8")) for file in files]
    return tuple(Source(file.relative_to(ROOT), text, ast.parse(text)) for file, text in texts)


@cache
def texts(folder: str, *endings: str) -> dict[Path, str]:
    """Read text files below a folder of the project, by their path from the project's folder."""
    files = sorted(file for ending in endings for file in (ROOT / folder).rglob(f"*.{ending}"))
    return {file.relative_to(ROOT): file.read_text(encoding="utf-8") for file in files}


def length(function: Function) -> int:
    """Count a function's lines from `def`, without its docstring: words are free."""
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    if ast.get_docstring(function) is None:
        return lines
    docstring = function.body[0]
    return lines - ((docstring.end_lineno or docstring.lineno) - docstring.lineno + 1)


def calls(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Every call's last name (`commit` of `db.session.commit()`) with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", None) or getattr(node.func, "id", "")
            yield str(name), node.lineno
