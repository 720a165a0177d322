"""The press against other ways of writing the same letter, one core, side by side in one run.

Time a letter is the difference between a long and a short run, so that nobody pays for reading
fonts; the long one is long enough for each peer to get into its stride (typst: 500 letters). While
peers are measured, the process has one processor: typst would take all. Ratios are medians of several rounds, with the smallest and the largest beside them.
At the end 50,000 letters are printed by the command, from a database of its own (`--no-campus` leaves that out).
"""

from __future__ import annotations

import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from base64 import b32encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from press_peers.letters import PEERS, Codes, Peer, all_codes
from press_peers.read_back import read_back

from school.foundation.press.symbol_family import symbol_maker
from school.foundation.press.symbols import Level, library_symbol
from school.letters.default_wording import default_wording
from school.letters.paper import LetterSheet, LetterWording
from school.letters.pdf import LetterPress

PROJECT = Path(__file__).resolve().parents[1]
ROUNDS, SHORT, OURS_LONG = 5, 4, 2_000
CAMPUS, READ_BACK = 50_000, 2_000
NAMES = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红建文斌宇浩凯晨曦子轩梓涵欣怡雨桐"


def invented(count: int) -> list[LetterSheet]:
    """Letters of classes of forty, seeded."""
    draw = random.Random(2026)
    sheets = []
    for place in range(count):
        token = b32encode(draw.randbytes(20)).decode()[:26].lower()
        number = "".join(draw.choices("ABCDEFGHJKMNPQRSTVWXYZ23456789", k=8))
        sheets.append(
            LetterSheet(
                number=number,
                link_url=f"https://fz.yunzhou.example/r/{token}",
                slip_url=f"https://fz.yunzhou.example/s/{number}",
                check_code=f"{draw.randrange(10_000):04d}",
                student_name=draw.choice("王李张刘陈杨黄赵周吴")
                + "".join(draw.choices(NAMES, k=draw.choice((1, 2, 2)))),
                student_number=f"2026{place:08d}",
                college_name="信息工程学院",
                class_name=f"计科{place // 40:04d}班",
                counsellor_line="辅导员 陈立群 0000-8660231",
            )
        )
    return sheets


def wording() -> LetterWording:
    """The wording a new mailing begins with."""
    text = default_wording("云州大学", "保卫处")
    return LetterWording(
        title=text.title,
        body=text.body,
        signed_by=text.signed_by,
        signed_on="2026年10月19日",
        office_line="保卫处 0000-8660120",
        verify_line="这封信不收费，也不要验证码。想核实，请打：",
        office_phone="0000-8660120",
    )


def timed(work: Callable[[], object]) -> float:
    """Seconds that it takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def a_letter(write: Callable[[slice], object], start: int, long: int) -> float:
    """Seconds a letter, start-up taken off; no letter is written twice, as typst remembers those it has seen."""
    write(slice(start, start + SHORT))
    few = timed(lambda: write(slice(start + SHORT, start + 2 * SHORT)))
    many = timed(lambda: write(slice(start + 2 * SHORT, start + 2 * SHORT + long)))
    return (many - few) / (long - SHORT)


def told(name: str, ratios: list[float], goal: float, note: str = "") -> None:
    """One row: median, spread, goal."""
    middle = statistics.median(ratios)
    verdict = "reached" if middle >= goal else "MISSED"
    print(f"{name:32} {middle:7.0f} x  ({min(ratios):.0f} to {max(ratios):.0f})  goal {goal:3.0f} x  {verdict}  {note}")


def against_peers(folder: Path) -> None:
    """Letters a second, ours and theirs, alternating."""
    longest = max(peer.long for peer in PEERS.values())
    text, sheets = wording(), invented(ROUNDS * (longest + 2 * SHORT))
    codes: Codes = all_codes(sheets)
    press = LetterPress(text, school_name="云州大学")

    def ours(part: slice) -> None:
        press.write(folder / "ours.pdf", sheets[part])

    def theirs(peer: Peer, part: slice) -> None:
        peer.write(folder / "peer.pdf", text, sheets[part], codes[part])

    ratios: dict[str, list[float]] = {name: [] for name in PEERS}
    rates: dict[str, float] = {}
    for place in range(ROUNDS):
        for name, peer in PEERS.items():
            own = a_letter(ours, 0, OURS_LONG)  # right before each of them: a busy machine is busy for both
            other = a_letter(partial(theirs, peer), place * (peer.long + 2 * SHORT), peer.long)
            ratios[name].append(other / own)
            rates["ours"] = max(1 / own, rates.get("ours", 0))
            rates[name] = max(1 / other, rates.get(name, 0))
    size = (folder / "ours.pdf").stat().st_size / OURS_LONG
    print(f"ours: {rates['ours']:,.0f} letters a second, {size:,.0f} bytes a letter in one file of {OURS_LONG:,}")
    for name, peer in PEERS.items():
        told(f"letters/s against {name}", ratios[name], peer.goal, f"{rates[name]:,.0f}/s")


@contextmanager
def one_processor() -> Iterator[None]:
    """This process has one, whatever the libraries in it start."""
    all_of_them = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(all_of_them)})
    yield
    os.sched_setaffinity(0, all_of_them)


def symbols() -> None:
    """QR symbols against the library, both kinds that a letter carries."""
    sheets = invented(4_096)
    kinds = (([sheet.link_url for sheet in sheets], Level.M), ([sheet.slip_url for sheet in sheets], Level.Q))
    ratios = []
    for _ in range(ROUNDS):
        for urls, level in kinds:
            maker = symbol_maker(urls[0][: urls[0].rindex("/") + 1], level)
            maker.symbols(urls[:256])
            own = timed(partial(maker.symbols, urls)) / len(urls)
            library = timed(partial(_by_library, urls[:40], level)) / 40
            ratios.append(library / own)
    told("QR symbols against qrcode", ratios, 100)


def _by_library(urls: list[str], level: Level) -> None:
    for url in urls:
        library_symbol(url, level)


def read_a_run_back(path: Path) -> None:
    """Every page of one run, as a phone's camera would see it."""
    sheets = invented(READ_BACK)
    LetterPress(wording(), school_name="云州大学").write(path, sheets)
    seconds = timed(lambda: print(f"{read_back(path, sheets):,} pages read back, both codes and the name", end=""))
    print(f", at 150 dpi in {seconds:.0f} s")


def flask(folder: Path, *words: str) -> tuple[float, float, int, str]:
    """A whole command: its seconds, seconds of processor time of all its processes, peak memory (kB), and answer.

    The memory is that of all its processes together, what they share counted once.
    """
    environment = {**os.environ, "INSTANCE_DIR": str(folder / "instance"), "BASE_URL": "https://fz.yunzhou.example"}
    command = [sys.executable, "-m", "flask", *words]
    with (folder / "told.json").open("w+") as told_to:
        start = time.perf_counter()
        child = subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=told_to, stderr=subprocess.DEVNULL)
        peak = 0
        while os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT | os.WNOHANG) is None:
            peak = max(peak, memory_of(child.pid))
            time.sleep(0.2)
        _, status, usage = os.wait4(child.pid, 0)
        took = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            raise subprocess.CalledProcessError(child.returncode, command)
        told_to.seek(0)
        return took, usage.ru_utime + usage.ru_stime, peak, told_to.read()


def memory_of(process: int) -> int:
    """Proportional kilobytes of a process and its children: pages that several share count once in all."""
    try:
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except (OSError, ProcessLookupError):  # ended meanwhile
        return 0
    own = next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
    return own + sum(memory_of(int(child)) for child in children)


def campus(folder: Path) -> None:
    """Whole commands over 50,000 students, from a database made for it, on all processors."""
    (folder / "instance").mkdir()
    flask(folder, "db", "upgrade")
    flask(folder, "demo", "load", "--students", str(CAMPUS), "--password", "only-for-the-bench-1")
    flask(folder, "letters", "issue", "--all", "--mailing", "bench")
    for name, more, seconds, octets in (
        ("one PDF", ["--one-file"], 8, 1_200),
        ("class packs", ["--covers"], 10, 4_000),
    ):
        out = folder / name
        words = ("letters", "print", "--all", "--mailing", "bench", "--json", "--out", str(out), *more)
        took, processor, memory, told = flask(folder, *words)
        letters = json.loads(told)["letters"]  # some students are exempt
        size = sum(file.stat().st_size for file in out.iterdir()) / letters
        print(
            f"{letters:,} letters as {name}: {took:.1f} s (goal {seconds}), {processor:.1f} s of processors,", end=" "
        )
        print(f"{size:,.0f} bytes a letter (goal {octets:,}), {memory / 1024:.0f} MB in all processes (goal 300)")


def main() -> None:
    """The whole table; the campus takes a minute and can be left out."""
    with tempfile.TemporaryDirectory(prefix="press-") as folder:
        with one_processor():
            against_peers(Path(folder))
        symbols()
        read_a_run_back(Path(folder) / "read-back.pdf")
        if "--no-campus" not in sys.argv:
            campus(Path(folder))


if __name__ == "__main__":
    main()
