"""A failure that can be foreseen, told in plain words and without a traceback."""


class Trouble(Exception):
    """What is wrong and, where there is one, the mend. The words are shown as they are."""
