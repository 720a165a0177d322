"""A page that needs more memory than a worker may have: the kernel says no, and only that page is lost to it."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image

from school.foundation.scans import Limits, read_scans
from school.foundation.scans.layout import Trouble
from tests.foundation.scans.hostile import good
from tests.foundation.scans.printed import layout


def test_a_page_that_needs_too_much_memory_costs_that_page_only(tmp_path: Path) -> None:
    """The small pages of the same file and the next file are read by the same worker."""
    small, large = Image.open(io.BytesIO(good())).convert("L"), Image.new("L", (7000, 8000), 255)
    out = io.BytesIO()
    small.save(out, "TIFF", save_all=True, append_images=[large, small], compression="tiff_lzw")
    paths = [tmp_path / name for name in ("a.tif", "b.jpg")]
    for path, content in zip(paths, (out.getvalue(), good()), strict=True):
        path.write_bytes(content)
    limits = Limits(worker_bytes=60 * 1024 * 1024)
    found = [(each.file, each.trouble) for each in read_scans(paths, layout(), workers=1, limits=limits)]
    assert found == [(1, None), (1, Trouble.TOO_LARGE), (1, None), (2, None)]
