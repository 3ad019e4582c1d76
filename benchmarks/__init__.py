"""One script for every figure that the README quotes."""
