"""What carries the school and knows nothing of it."""
