"""Tests of the board's own programs, which run beside those of proof."""
