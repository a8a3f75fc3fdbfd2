"""The REST face of the inventory."""
