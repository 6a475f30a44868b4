"""The rules of deliberation as plain Python: values in, values out."""
