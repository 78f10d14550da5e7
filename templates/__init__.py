"""Jinja templates and static files, a package so that the wheel carries them."""
