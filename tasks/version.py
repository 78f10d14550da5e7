"""The version that a build names as its generator."""

VERSION = "0.1.0"
