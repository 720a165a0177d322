"""Reads of the organisation; first parameter a scope, or a row already scoped."""
