"""What the argument engine computes with <-> values: frameworks of attacks, weighted graphs, votes."""
