"""Scanned sheets: which sheet a page is, and what was written into its boxes.

It knows nothing of letters. A feature describes its sheet as a ``SheetLayout`` (where codes, marks and
boxes are, in millimetres) and gets a ``PageReading`` for every page of every file, whatever is in the file.

    layout     what a sheet looks like, and what reading a page gives
    limits     how much a file, a page or a worker may cost
    sources    files as pages of grey pixels; pdf takes a copier's pictures out
    codes      our QR codes on a page
    geometry   from codes and corner marks to the place of everything else
    boxes      is there ink in a box
    likeness   blank backs; pages like ours that cannot be read
    reader     one page, from pixels to what it is
    worker     the same in a process with limits
    contained  the processes
"""

from __future__ import annotations

from school.foundation.scans.contained import read_photo, read_scans
from school.foundation.scans.limits import LIMITS, Limits

__all__ = ["LIMITS", "Limits", "read_photo", "read_scans"]
