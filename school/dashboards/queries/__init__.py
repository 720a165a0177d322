"""What the home pages read: figures, what is to be done, the trend. Nothing here changes a row."""
