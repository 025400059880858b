"""Where the files people bring are kept: a folder of this machine, or object storage for all."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

FOLDER = {"BACKEND": "django.core.files.storage.FileSystemStorage"}


def files_from(address: str) -> dict[str, Any]:
    """Django's "default" storage from BEFFROI_FILES: unset (MEDIA_ROOT) or s3://bucket/prefix.

    Keys, region and another provider's address come from the usual AWS_* variables
    (AWS_ENDPOINT_URL_S3 for a provider that is not Amazon). Objects are private and never replaced.
    Raises `ImproperlyConfigured` for any other address.
    """
    if not address:
        return FOLDER
    bucket, prefix = bucket_of(address)
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": bucket,
            "location": prefix,
            "default_acl": None,
            "file_overwrite": False,
        },
    }


def bucket_of(address: str) -> tuple[str, str]:
    """Bucket and prefix of s3://bucket/prefix; raises `ImproperlyConfigured` for anything else."""
    parts = urlsplit(address)
    if parts.scheme != "s3" or not parts.hostname:
        raise ImproperlyConfigured("BEFFROI_FILES: s3://bucket/prefix, or unset for a folder.")
    return parts.hostname, parts.path.strip("/")
