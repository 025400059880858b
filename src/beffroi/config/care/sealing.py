"""A sealed file: chunks of AES-256-GCM under a key drawn from a passphrase by scrypt.

The construction is STREAM (Hoang, Reyhanitabar, Rogaway, Vizár, CRYPTO 2015): the nonce of a chunk
is a random prefix, its rank and whether it is the last, so that a chunk altered, moved, repeated or
missing at the end is refused.
"""

from __future__ import annotations

import io
import os
import struct
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from .errors import Trouble

MAGIC = b"BEFFROI-SCELLE-1\n"
CHUNK = 1 << 20  # bytes in clear
_TAG = 16
_SALT, _PREFIX = 16, 7
_COST = {"n": 2**17, "r": 8, "p": 1}  # 128 MiB and about 0.4 s per guess
SHORTEST = 12  # characters of a passphrase


def _cipher(passphrase: str, salt: bytes) -> AESGCM:
    if len(passphrase) < SHORTEST:
        raise Trouble(f"La phrase secrète est trop courte : au moins {SHORTEST} caractères.")
    return AESGCM(Scrypt(salt=salt, length=32, **_COST).derive(passphrase.encode()))


class Sealer(io.RawIOBase):
    """Write in clear, stored sealed; `close()` seals the last chunk and leaves `out` open."""

    def __init__(self, out: BinaryIO, passphrase: str) -> None:
        salt, self._prefix = os.urandom(_SALT), os.urandom(_PREFIX)
        self._cipher = _cipher(passphrase, salt)
        self._out, self._rank, self._waiting = out, 0, bytearray()
        out.write(MAGIC + salt + self._prefix)

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self._waiting += data
        while len(self._waiting) > CHUNK:  # one chunk is kept back: it may be the last
            self._seal(bytes(self._waiting[:CHUNK]), last=False)
            del self._waiting[:CHUNK]
        return len(data)

    def _seal(self, chunk: bytes, *, last: bool) -> None:
        nonce = self._prefix + struct.pack(">I?", self._rank, last)
        self._out.write(self._cipher.encrypt(nonce, chunk, MAGIC))
        self._rank += 1

    def close(self) -> None:
        if not self.closed:
            self._seal(bytes(self._waiting), last=True)
        super().close()


class Opener(io.RawIOBase):
    """Read back what `Sealer` wrote; raises `Trouble` for a wrong passphrase or a damaged file."""

    def __init__(self, source: BinaryIO, passphrase: str) -> None:
        head = source.read(len(MAGIC) + _SALT + _PREFIX)
        if len(head) < len(MAGIC) + _SALT + _PREFIX or not head.startswith(MAGIC):
            raise Trouble("Ce fichier n’est pas une sauvegarde chiffrée de Beffroi.")
        salt = head[len(MAGIC) : len(MAGIC) + _SALT]
        self._prefix = head[len(MAGIC) + _SALT :]
        self._cipher = _cipher(passphrase, salt)
        self._source, self._rank, self._clear = source, 0, b""
        self._next: bytes | None = source.read(CHUNK + _TAG)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        while not self._clear and self._next is not None:
            self._open_next()
        taken = min(len(buffer), len(self._clear))
        buffer[:taken] = self._clear[:taken]
        self._clear = self._clear[taken:]
        return taken

    def _open_next(self) -> None:
        chunk = self._next or b""
        following = self._source.read(CHUNK + _TAG)
        nonce = self._prefix + struct.pack(">I?", self._rank, not following)
        try:
            self._clear = self._cipher.decrypt(nonce, chunk, MAGIC)
        except InvalidTag:
            raise Trouble(_refusal(first=self._rank == 0)) from None
        self._rank += 1
        self._next = following or None


def _refusal(*, first: bool) -> str:
    if first:
        return (
            "La phrase secrète (BEFFROI_BACKUP_PASSPHRASE) n’est pas celle de cette sauvegarde, "
            "ou le fichier est abîmé."
        )
    return "La sauvegarde chiffrée est incomplète ou a été modifiée."
