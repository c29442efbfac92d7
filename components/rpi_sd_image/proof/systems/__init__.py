"""Systems behind one interface (system.py): an image (image.py) and the running system (running.py)."""
