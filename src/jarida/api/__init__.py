"""The API for programs, and the protocols of existing readers."""
