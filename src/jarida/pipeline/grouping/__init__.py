"""The process that groups articles into stories: `python -m jarida.pipeline.grouping`."""
