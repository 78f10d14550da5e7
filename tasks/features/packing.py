"""Features as bytes: for a worker that gives them back, and for the cache."""

from __future__ import annotations

import marshal

import numpy

from tasks.records import Features, Provenance, PublisherKeys, Signature, Terms


def pack_features(features: Features) -> bytes:
    """The features as bytes of this Python version."""
    signature = features.signature
    arrays = (signature.words, signature.fingerprints, signature.paragraphs, signature.lengths)
    terms = features.terms
    return marshal.dumps(
        (
            (features.id, features.path, features.sha256, features.day),
            (signature.whole, signature.counted, *(array.tobytes() for array in arrays)),
            tuple(features.provenance),
            (terms.numbers.tobytes(), terms.counts.tobytes(), terms.words, terms.language),
            tuple(features.publisher),
        )
    )


def unpack_features(content: bytes) -> Features:
    """The features again. Raises ValueError, EOFError or TypeError for bytes that `pack_features` did not make."""
    document, signature, provenance, terms, publisher = marshal.loads(content)  # noqa: S302 - our own, checked by hash
    whole, counted, words, fingerprints, paragraphs, lengths = signature
    numbers, counts, amount, language = terms
    identifier, path, sha256, day = document
    return Features(
        identifier,
        path,
        sha256,
        day,
        signature=Signature(
            whole,
            counted,
            numpy.frombuffer(words, numpy.uint32),
            numpy.frombuffer(fingerprints, numpy.uint64),
            numpy.frombuffer(paragraphs, numpy.uint64),
            numpy.frombuffer(lengths, numpy.int32),
        ),
        provenance=Provenance(*provenance),
        terms=Terms(numpy.frombuffer(numbers, numpy.uint64), numpy.frombuffer(counts, numpy.uint16), amount, language),
        publisher=PublisherKeys(*publisher),
    )
