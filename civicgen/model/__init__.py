"""The words of the field as frozen types. Reads nothing, writes nothing, imports no other room but `errors`."""
