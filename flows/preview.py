"""Serves a built site on the loopback address, for looking at it."""

from __future__ import annotations

import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from flows.orchestration.server import LOOPBACK
from tasks.errors import DossierError, InputError
from tasks.publish import is_dossier


class _Handler(SimpleHTTPRequestHandler):
    """Serves files and keeps quiet. A page is never taken from the browser's cache: the site may be built anew."""

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


def server(site: Path, port: int) -> ThreadingHTTPServer:
    """A server of the site on the loopback address, not started; port 0 takes any free port. Raises DossierError if the
    port cannot be used, InputError if `site` is no dossier."""
    if not is_dossier(site):
        raise InputError(f"{site}: no dossier here; build one with: dossier build FOLDER --out {site}")
    try:
        return ThreadingHTTPServer((LOOPBACK, port), partial(_Handler, directory=str(site)))
    except (OSError, OverflowError) as error:
        raise DossierError(f"cannot serve on port {port}: {error}; try --port 0") from error


def serve(site: Path, port: int) -> None:
    """Serves the site until interrupted, and prints its address. Raises DossierError as `server` does."""
    with server(site, port) as running:
        print(f"http://{LOOPBACK}:{running.server_address[1]}/", flush=True)
        try:
            running.serve_forever()
        except KeyboardInterrupt:
            print("", file=sys.stderr)
