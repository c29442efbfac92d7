"""What is judged through one interface (system.py): an image (image.py), the system that this runs on (running.py)."""
