"""What students and class posts see on their phones."""
