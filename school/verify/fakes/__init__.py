"""Reports of fakes: from anybody to the security office."""
