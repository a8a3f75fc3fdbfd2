from drf_spectacular.openapi import AutoSchema


class HostopsSchema(AutoSchema):
    """The OpenAPI description of a view."""
