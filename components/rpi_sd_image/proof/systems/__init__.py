"""What is judged: an image (image.py) or the system that this runs on (running.py), through one interface
(system.py)."""
