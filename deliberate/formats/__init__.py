"""Documents and sites <-> values. Knows only the domain."""
