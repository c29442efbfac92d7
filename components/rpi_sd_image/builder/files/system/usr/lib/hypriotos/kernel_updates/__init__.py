"""Puts kernels onto the boot partition so that the board boots after a power cut at any moment."""
