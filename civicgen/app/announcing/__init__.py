"""The use case of announcing: what is to be said in the conversations, and saying it once."""
