from rest_framework.pagination import CursorPagination


class CursorPages(CursorPagination):
    """Pages by cursor."""

    ordering = "id"
