"""Work on the whole site: importing, exporting, a demo, checks, the local accounts."""
