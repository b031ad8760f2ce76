"""From a consultation's rows to its tallies and figures: pure functions over integers and fractions.

`reasons` says of each stance whether it is counted, `tally` counts, `figures` names the numbers, `numbers` gives both,
proposal by proposal, as pages and files need them.
"""
