"""What patching decides, purely: periods, what is due by when and why, how it stands."""
