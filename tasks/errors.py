"""What can go wrong with a whole run. A bad document is never one of these: it becomes a `Dropped` record."""


class DossierError(Exception):
    """A run that cannot go on. Its message is one line that names the thing and the place; exit code 1."""


class SettingsError(DossierError):
    """`dossier.toml` or a flag says something that cannot be meant."""


class InputError(DossierError):
    """The input folder is missing, unreadable or holds nothing to build from."""


class CitationError(DossierError):
    """A citation whose exact words do not stand where it says. The build stops and the old site stays."""


class NoteError(DossierError):
    """An editor's note that refers to something the build does not have."""


class PublishError(DossierError):
    """The output folder cannot be replaced: it is neither empty nor a dossier, or the disk refuses."""
