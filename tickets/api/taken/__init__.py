"""What the steps of a case take."""
