"""`python -m civicgen`."""

from civicgen.cli.main import main

main()
