"""The finished actor on the hub: one commit, its card and its tag."""
