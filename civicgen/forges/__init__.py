"""Adapters to the services that host the conversation. Network, and nothing but network."""
