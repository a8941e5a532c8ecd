"""What the course claims about speed and size, and how to measure it again: `make bench`."""
