"""The forms of the case desk: they read what was typed; the actions decide."""
