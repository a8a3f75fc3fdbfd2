from rest_framework.parsers import JSONParser


class BoundedJSONParser(JSONParser):
    """JSON up to a limit."""
