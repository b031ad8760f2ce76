"""What must hold between files: named checks, each a generator of findings. The registry lists them all."""
