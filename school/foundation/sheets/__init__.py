"""Spreadsheets in and out: what a file holds, cell by cell, and nothing about what it means."""

from school.foundation.sheets.read import read_pasted, read_table, read_tables
from school.foundation.sheets.table import Cell, CellError, Limits, Table
from school.foundation.sheets.unreadable import SheetProblem, UnreadableSheet
from school.foundation.sheets.write import Column, Sheet, Value, write_xlsx

__all__ = [
    "Cell",
    "CellError",
    "Column",
    "Limits",
    "Sheet",
    "SheetProblem",
    "Table",
    "UnreadableSheet",
    "Value",
    "read_pasted",
    "read_table",
    "read_tables",
    "write_xlsx",
]
