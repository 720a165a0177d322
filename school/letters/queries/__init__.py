"""Reading letters: figures, lists, a class's page, one letter's history."""
