"""Changes of the observatory: what is published."""

from beffroi.observatory.writes.diagnoses import publish_diagnosis

__all__ = ["publish_diagnosis"]
