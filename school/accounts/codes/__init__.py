"""One-time codes of students: printed on slips, or released to those present."""
