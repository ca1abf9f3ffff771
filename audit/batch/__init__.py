"""Folders of many submissions enter, a store of their audits leaves: tasks on a Dask cluster, each behind a wall of its own."""
