"""What the archives have that an image gets its packages from."""
