"""Changes of the observatory: what is published."""

from beffroi.observatory.writes.diagnoses import publish_diagnosis
from beffroi.observatory.writes.keeping import keep_panoramas
from beffroi.observatory.writes.telling import tell_to_redo

__all__ = ["keep_panoramas", "publish_diagnosis", "tell_to_redo"]
