"""What every write keeps true, inside somebody else's transaction."""
