"""The families of base models: each declares in one file all that is special about it."""
