"""Pages of the desk, and the page to photograph slips."""
