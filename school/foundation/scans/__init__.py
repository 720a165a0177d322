"""Scanned sheets: which sheet a page is, and what was written into its boxes.

It knows nothing of letters. A feature describes its sheet as a ``SheetLayout`` (where codes and boxes
are, in millimetres) and gets a ``PageReading`` for every page of every file, whatever is in the file.

    layout    what a sheet looks like, and what reading a page gives
"""
