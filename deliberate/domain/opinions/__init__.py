"""What everybody's votes say: opinion groups, common ground, what bridges them, what to ask next."""
