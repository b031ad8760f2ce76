"""The command line: arguments, wiring, printing. The only room that reads the clock."""
