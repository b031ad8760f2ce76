"""From a consultation's rows to its tallies and figures: pure functions over integers and fractions.

`tally.count` counts, `figures` names the numbers, `numbers.numbers_of` gives both as pages and files need them.
"""
