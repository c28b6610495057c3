class Refused(Exception):
    """An expected failure: the act does not apply or lacks something.

    The message is Vietnamese and shown to the person who acted; it names the box, row or field.
    """


class Conflict(Refused):
    """Somebody was faster: the row has moved on since the page was opened."""
