"""The last lines of `make test`: how many tests ran on what. Reads the JUnit files of its runs.

A test that was skipped is named and counts as a failure: nothing is left out in silence.
"""

import sqlite3
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from tests.services import chromium, postgres

# What ran on what: the report, and whether of it the journeys (tests/e2e) or everything else.
RUNS = {"sqlite": ("sqlite", False), "postgresql": ("postgresql", False), "chromium": ("sqlite", True)}
JOURNEYS = "tests.e2e."


@dataclass(frozen=True)
class Run:
    """Counts of tests that ran on one program, and the seconds of work they took (two workers share them).

    `faulty` names tests that failed, broke or were skipped.
    """

    passed: int
    failed: int
    skipped: int
    seconds: float
    faulty: tuple[str, ...]

    @property
    def complete(self) -> bool:
        """Whether tests ran and none of them failed or was skipped."""
        return self.passed > 0 and not self.failed and not self.skipped


NOTHING = Run(0, 0, 0, 0.0, ())


def read(report: Path, journeys: bool = False) -> Run:
    """Count one report, its journeys or all others; a run that did not get as far as writing one counts as nothing."""
    if not report.exists():
        return NOTHING
    suite = ElementTree.parse(report).getroot().find("testsuite")  # our own pytest wrote it
    if suite is None:
        return NOTHING
    cases = [
        case for case in suite.findall("testcase") if (case.get("classname") or "").startswith(JOURNEYS) == journeys
    ]
    failed = [case for case in cases if case.find("failure") is not None or case.find("error") is not None]
    skipped = [case for case in cases if case.find("skipped") is not None]
    names = tuple(dict.fromkeys(f"{case.get('classname')}::{case.get('name')}" for case in failed + skipped))
    distinct = {(case.get("classname"), case.get("name")) for case in cases}
    seconds = sum(float(case.get("time", "0")) for case in cases)
    return Run(len(distinct) - len(names), len(names) - len(skipped), len(skipped), seconds, names)


def what(run: str) -> str:
    """Name the program behind a run with its version."""
    if run == "sqlite":
        return f"SQLite {sqlite3.sqlite_version}"
    program = chromium.program() if run == "chromium" else str(postgres.programs() / "postgres")
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout.split()
    version = next(word for word in said if word[0].isdigit())
    return f"{'Chromium' if run == 'chromium' else 'PostgreSQL'} {version}"


def line(run: str, counts: Run) -> str:
    """Write one run as people read it."""
    text = f"{counts.passed} passed, {counts.failed} failed"
    if counts.skipped:
        text += f", {counts.skipped} SKIPPED (nothing may be)"
    if counts == NOTHING:
        text = "DID NOT RUN"
    return f"{what(run):<28} {text:<28} {counts.seconds:6.1f} s"


def main(folder: Path) -> int:
    """Print the summary; 0 if every run ran whole and passed."""
    runs = {run: read(folder / f"{report}.xml", journeys) for run, (report, journeys) in RUNS.items()}
    print("\n== What ran")
    for run, counts in runs.items():
        print(line(run, counts))
        for name in counts.faulty:
            print(f"    {name}")
    passed = sum(counts.passed for counts in runs.values())
    failed = sum(counts.failed + counts.skipped for counts in runs.values())
    print(f"{passed} passed, {failed} failed")
    return 0 if all(counts.complete for counts in runs.values()) else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
