"""Texts as values: passages and their anchors, differences, likely twins, words to search for, names."""
