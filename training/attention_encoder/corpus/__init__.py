"""Where the training text comes from and what is left out of it."""
