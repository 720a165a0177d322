"""Spot checks: a random sample is looked at, beside the marks and without touching them."""
