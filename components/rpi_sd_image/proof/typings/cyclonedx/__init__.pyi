"""What we use of python3-cyclonedx-lib, which has no types in the checkout."""
