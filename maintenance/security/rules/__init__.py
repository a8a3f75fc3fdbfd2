"""What security reckons: pure, without database or settings."""
