"""The one place that knows Prefect and the command line."""
