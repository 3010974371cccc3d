"""The assembly floor: mentions of a release become the values of its events, each with its evidence."""
