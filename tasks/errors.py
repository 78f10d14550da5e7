"""What can go wrong with a whole run. A bad document is never one of these: it becomes a `Dropped` record."""


class DossierError(Exception):
    """The run cannot go on. The message is one line that names the object and the place; exit code 1."""


class SettingsError(DossierError):
    """`dossier.toml` or a flag has an invalid value."""


class InputError(DossierError):
    """The input folder is missing, unreadable or holds nothing to build from."""


class CitationError(DossierError):
    """A citation whose words are not at its place. The build ends and the old site stays."""


class NoteError(DossierError):
    """An editor's note that refers to something the build does not have."""


class PublishError(DossierError):
    """The output folder cannot be replaced: it is neither empty nor a dossier, or on an error of the disk."""
