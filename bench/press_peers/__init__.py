"""The same letter as other ways of making a PDF write it."""
