"""`python -m allegedly`."""

from allegedly.cli import main

main()
