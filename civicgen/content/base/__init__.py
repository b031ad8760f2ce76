"""Checks of content against the branch that a change goes into. Two contents in, findings out; no I/O."""
