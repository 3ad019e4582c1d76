"""`python -m jarida`."""

from jarida.cli import main

main()
