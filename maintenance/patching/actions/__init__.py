"""The verbs of patching."""
