"""What the OpenAPI description says of keys; found by its library when the addresses are read."""

from drf_spectacular.extensions import OpenApiAuthenticationExtension


class KeyScheme(OpenApiAuthenticationExtension):
    target_class = "reform.open_data.entrance.WhoAsks"
    name = "key"

    def get_security_definition(self, auto_schema) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer"}
