"""The job that a run works on: taken, read, and reported on."""
