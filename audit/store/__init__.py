"""The rows of audits enter, Parquet datasets leave: one file a task until they are folded in, nothing lost, nothing twice."""
