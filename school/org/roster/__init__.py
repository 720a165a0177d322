"""Rosters: students and staff from the spreadsheets that a school already has."""
