"""Receipts as files to keep: a picture and a PDF, sealed so that a change of any byte is found."""
