"""One table model a list; columns are declared."""
