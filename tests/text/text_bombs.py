"""Texts written to exhaust time or space (H01), each as long as a comment may be."""

from civicgen.text.markdown import COMMENT_LIMIT

UNITS = [
    "<ul><li>", ">", "> ", "- ", "1. ", "[", "![", "[a](", "[a](b)", "*", "*a ", "**a *b ", "a**b", "_a ", "*a _b ",
    "~", "~a~ ", "~~a ", "`", "&#x41;", "&amp;", "<", "</", "<a ", "<!--", "<![CDATA[", "<?", "<!A ", "# a\n", "***\n",
    "- [ ] a\n", ">- ", "a@b.", "a_", "http://", "www.", "://", "@", "[a]: (", "[^1]", "|", "|\n", "\\", "\x00",
    "\u202e", "[a][", "a\n-\n", "<https://a>", "(", "\t", "  \n",
]  # fmt: skip

BOMBS = {
    **{f"{unit!r} repeated": unit * (COMMENT_LIMIT // len(unit)) for unit in UNITS},
    "a wide table": "|" + "a|" * 3000 + "\n|" + "-|" * 3000 + "\n" + "|\n" * 400,
    "a wide and long table": "|" + "a|" * 8000 + "\n|" + "-|" * 8000 + "\n" + "|\n" * 15000,
    "a reference used again and again": "[a]: " + "x" * 30000 + "\n\n" + "[a] " * 8000,
    "many references": "".join(f"[{i}]: u\n" for i in range(6000)) + "\n[1]",
    "runs of backticks of all lengths": "".join("`" * i + " " for i in range(1, 355)),
    "a list in a list in a list": "".join("  " * i + "- a\n" for i in range(250)),
    "links in links": "[" * 20000 + "a" + "](b)" * 10000,
    "parentheses in an address": "[a](" + "(" * 60000,
    "quotes in lists": ("> - " * 90 + "a\n") * 180,
    "emphasis in table cells": "|a|\n|-|\n" + "|*a **b _c|\n" * 5000,
}
