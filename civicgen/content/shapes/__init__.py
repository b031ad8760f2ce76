"""What keys each kind of file may have: one pydantic model per kind, from which the JSON Schemas are made."""
