"""READ: a session in, page-shaped values out, a fixed number of statements whatever the number of posts."""
