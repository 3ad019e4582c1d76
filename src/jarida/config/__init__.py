"""Configuration: jarida.toml, the environment, and Django's settings made from them."""
