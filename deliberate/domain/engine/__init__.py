"""The argument engine: how well posts stand, what became of points, why, and in which order."""
