"""What the site keeps when its processes are killed: `make chaos`."""
