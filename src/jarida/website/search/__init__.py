"""Search as pages show it: what an address asks, and what is made of the answer."""
