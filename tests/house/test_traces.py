"""What is published says nothing of the machine it was made on."""

import re
import subprocess

from tests.house.sources import ROOT

# Written in pieces, so that this file does not find itself.
TRACES = re.compile(
    "|".join(
        [
            "/" + r"work/",
            r"\." + "library",
            "/" + "root/",
            r"/home/\w+/",
            "registry" + r"\.npmjs",
            "pypi" + r"\.org",
            r"(?<!emit-)index" + "-url",
            "file:" + "///",
        ]
    )
)


def test_no_file_names_a_machine_or_a_registry() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    found = []
    for name in filter(None, listed.split("\0")):
        path = ROOT / name
        if path.is_file() and b"\0" not in (content := path.read_bytes())[:8000]:
            lines = enumerate(content.decode("utf-8", "replace").splitlines(), 1)
            found += [f"{name}:{number} {match.group()}" for number, line in lines if (match := TRACES.search(line))]
    assert not found, "\n".join(found)
