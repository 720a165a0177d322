"""A hostile file costs at most 5 seconds and 300 MB, and gets the sentence that fits it.

They are read in a process of their own, so that the peak is that of a whole process and its reader.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from school.foundation.sheets import SheetProblem, UnreadableSheet
from tests.foundation.sheets.hostile import HOSTILE

MEASURE = """
import json, resource, sys, time
from pathlib import Path
from school.foundation.sheets import UnreadableSheet, read_tables
seen = {}
for file in sys.argv[1:]:
    start, problem = time.monotonic(), ""
    try:
        read_tables(Path(file), "roster.xlsx")
    except UnreadableSheet as error:
        problem = error.problem.value
    # Not ru_maxrss of this process: it starts from the peak of the process that started it.
    own = next(int(line.split()[1]) for line in Path("/proc/self/status").read_text().splitlines() if "VmHWM" in line)
    peak = (own + resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) / 1024
    seen[Path(file).name] = {"problem": problem, "seconds": time.monotonic() - start, "megabytes": peak}
print(json.dumps(seen))
"""
ROOT = Path(__file__).resolve().parents[3]


def read_apart(folder: Path) -> dict[str, dict[str, Any]]:
    """What became of each file, read one after the other: peaks only grow, so the last is the highest."""
    files = [folder / name for name in HOSTILE]
    for file in files:
        file.write_bytes(HOSTILE[file.name][0]())
    done = subprocess.run([sys.executable, "-c", MEASURE, *files], capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_hostile_files_are_refused_cheaply(tmp_path: Path) -> None:
    """In one test: making and reading them takes five seconds, in each worker that has a part of them."""
    seen = read_apart(tmp_path)
    wrong = {
        name: found
        for name, found in seen.items()
        if found["problem"] not in (HOSTILE[name][1].split() or [""])
        or found["seconds"] >= 5
        or found["megabytes"] >= 300
    }
    assert wrong == {}
    assert seen.keys() == HOSTILE.keys()


def test_each_problem_has_a_sentence_in_both_languages(school_app) -> None:
    with school_app.app_context():
        for problem in SheetProblem:
            sentence = UnreadableSheet(problem, size=20, rows=200_000, line=3).sentence
            assert sentence.endswith("。")
            assert "%" not in sentence
