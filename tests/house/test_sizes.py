"""House rule 11: past these sizes the domain has a part with a name, which is to be found."""

from tests.house.sources import length, python, texts

LINES_OF_A_FILE = 300
LINES_OF_A_FUNCTION = 30


def test_files_are_short() -> None:
    files = {source.path: source.text for source in python("school", "tests", "bench")}
    files |= texts("templates", "html") | texts("static/src", "css", "js", "mjs")
    long = {str(path): text.count("\n") for path, text in files.items() if text.count("\n") > LINES_OF_A_FILE}
    assert not long, long


def test_functions_are_short() -> None:
    long = [
        f"{source.path}:{function.lineno} {function.name}: {length(function)} lines"
        for source in python("school", "tests", "bench")
        for function in source.functions()
        if length(function) > LINES_OF_A_FUNCTION
    ]
    assert not long, "\n".join(long)
