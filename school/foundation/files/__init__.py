"""Stored files by content hash; features decide who may download them."""

from school.foundation.files.models import StoredFile
from school.foundation.files.pictures import small_jpeg, small_picture
from school.foundation.files.store import (
    forget,
    open_stored,
    path_of,
    plain_name,
    scratch_file,
    send_stored,
    store_bytes,
    store_path,
)

__all__ = [
    "StoredFile",
    "forget",
    "open_stored",
    "path_of",
    "plain_name",
    "scratch_file",
    "send_stored",
    "small_jpeg",
    "small_picture",
    "store_bytes",
    "store_path",
]
