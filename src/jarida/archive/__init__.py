"""What is kept: models, the one place that writes (store), the one place that reads (queries)."""
