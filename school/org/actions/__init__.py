"""Changes to the organisation; each records one event."""
