"""The rows that cannot be read as a workbook: to mend them in the spreadsheet, or to send them to whoever can."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from flask_babel import gettext

from school.foundation.sheets import Column, Sheet, write_xlsx
from school.foundation.sheets.write import Value
from school.org.models import ImportBatch
from school.org.roster.planning import header_of
from school.org.roster.preview import preview_of, rejected_rows
from school.org.roster.reasons import shown
from school.org.roster.staging import Staged


def trouble_sheet(staged: Staged, batch: ImportBatch) -> bytes:
    """All cells of the rejected rows under their own headings, with the row's number and what is the matter."""
    header = header_of(batch, staged)
    first = [Column(gettext("Row"), 6), Column(gettext("What is the matter, and how to mend it"), 50)]
    rows: list[Sequence[Value]] = []
    for row in rejected_rows(preview_of(batch).get("rejected", [])):
        cells = staged.table.rows[row.row - staged.table.first_row]
        why = "\n".join(f"{cell.heading}: {cell.sentence}" for cell in row.bad)
        rows.append([row.row, why, *(shown(cells[place]) for place in header.headings)])
    columns = first + [Column(heading) for heading in header.headings.values()]
    file = BytesIO()
    write_xlsx(file, [Sheet(gettext("Rows to mend"), columns, rows)])
    return file.getvalue()
