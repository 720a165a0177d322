"""What the archive shows."""
