"""civicgen: open consultation without a platform. See docs/architecture.md for the floor plan."""
