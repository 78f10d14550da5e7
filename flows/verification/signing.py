"""Signs the manifest of a site, which stands for every file in it, and checks such a signature (Ed25519, RFC 8032)."""

from __future__ import annotations

import base64
import binascii
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tasks.errors import InputError, PublishError
from tasks.shared.manifest import MANIFEST, SIGNATURE
from tasks.verify import CheckReport, Failure

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

_LARGEST = 1 << 16  # bytes of a file with a key; such files have some hundred


def sign(site: Path, key: Ed25519PrivateKey) -> None:
    """Writes the signature of the site's manifest beside it, in one step. Raises PublishError on an error of the
    disk."""
    target = site / SIGNATURE
    part = target.with_name(f".{target.name}.part")
    try:
        part.write_bytes(base64.b64encode(key.sign((site / MANIFEST).read_bytes())) + b"\n")
        os.replace(part, target)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise PublishError(f"{target}: cannot be written ({error.strerror})") from error


def check_signature(site: Path, key: Path) -> CheckReport:
    """Checks that the manifest of `site` is signed with the private key that belongs to the public key in the file
    `key`. Raises InputError if the file holds no such key."""
    from cryptography.exceptions import InvalidSignature

    public = public_key(key)
    try:
        signature = base64.b64decode((site / SIGNATURE).read_bytes(), validate=False)
        public.verify(signature, (site / MANIFEST).read_bytes())
    except OSError:
        return CheckReport(1, (Failure(SIGNATURE, 1, "the site is not signed"),))
    except (InvalidSignature, binascii.Error):
        return CheckReport(1, (Failure(SIGNATURE, 1, f"not signed by the holder of {key}"),))
    return CheckReport(1, ())


def private_key(path: Path) -> Ed25519PrivateKey:
    """The Ed25519 private key in a PEM file without password. Raises InputError if it holds none."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    found = _loaded(path, lambda content: load_pem_private_key(content, None))
    if not isinstance(found, Ed25519PrivateKey):
        raise InputError(f"{path}: not an Ed25519 private key")
    return found


def public_key(path: Path) -> Ed25519PublicKey:
    """The Ed25519 public key in a PEM file. Raises InputError if it holds none."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    found = _loaded(path, load_pem_public_key)
    if not isinstance(found, Ed25519PublicKey):
        raise InputError(f"{path}: not an Ed25519 public key")
    return found


def _loaded(path: Path, load: Any) -> object:
    try:
        with path.open("rb") as file:
            return load(file.read(_LARGEST))
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from error
    except (TypeError, ValueError) as error:  # a password is asked for, or this is no PEM
        raise InputError(f"{path}: no key in PEM without a password") from error


def require() -> None:
    """Raises InputError if the library that signs is not installed."""
    try:
        import cryptography  # noqa: F401
    except ImportError as error:
        raise InputError("signing needs the extra: pip install '.[sign]' in the folder of its source") from error
