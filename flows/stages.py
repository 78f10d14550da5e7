"""The stages by name, in the order in which `flows.build` runs them and in which they are shown."""

STAGES = (
    "read",
    "clean",
    "extract",
    "deduplicate",
    "stories",
    "cross-reference",
    "summarise",
    "render",
    "verify",
    "publish",
)
