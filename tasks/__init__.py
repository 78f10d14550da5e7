"""Stages: plain functions from records to records. None of them imports another, Prefect, or a clock."""
