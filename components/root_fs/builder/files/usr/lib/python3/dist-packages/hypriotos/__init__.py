"""What the first boot of HypriotOS does besides cloud-init."""
