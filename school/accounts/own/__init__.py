"""Everybody's own account: who I am here, my password, my sessions."""
