"""Where a source can be changed by one operator, and what it becomes.

Works on text laid out by clang-format: a binary operator has white space on both sides, which a template bracket, a
reference or a sign never has.
"""

import re
from typing import NamedTuple

CHANGES = {
    "==": "!=",
    "!=": "==",
    "<": "<=",
    ">": ">=",
    "<=": "<",
    ">=": ">",
    "&&": "||",
    "||": "&&",
    "+": "-",
    "-": "+",
    "true": "false",
    "false": "true",
}

_OPERATOR = re.compile(r"(?<=\s)(==|!=|<=|>=|&&|\|\||<|>|\+|-)(?=\s)|\b(true|false)\b")
_SKIPPED = re.compile(
    r"//[^\n]*"  # a comment
    r"|/\*.*?\*/"
    r'|R"(?P<mark>[^(\s]*)\(.*?\)(?P=mark)"'  # text
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'(?:\\.|[^'\\\n])+'"
    r"|^[ \t]*\#(?:[^\n]*\\\n)*[^\n]*"  # the preprocessor's, with the lines that go on
    r"|\b(?:template|requires)\s*<[^\n]*"  # a template's head
    r"|\bstatic_assert\s*\(.*?;",
    re.DOTALL | re.MULTILINE,
)


class Site(NamedTuple):
    """One change of one place."""

    file: str  # from the root of the tree
    offset: int
    line: int
    text: str  # of the line, without the white space around it
    before: str
    after: str
    nth: int = 1  # among the same operators of the line

    def change(self):
        """ "== -> !=", or "== -> != (2)" of the second in its line."""
        return f"{self.before} -> {self.after}" + (f" ({self.nth})" if self.nth > 1 else "")

    def key(self):
        """What names the change whatever the lines above it: how an equivalent one is listed."""
        return (self.file, self.text, self.change())

    def __str__(self):
        return f"{self.file}:{self.line}: {self.change()}: {self.text}"


def blank_skipped(source):
    """`source` with everything that is no code made blank; as long, line for line."""
    return _SKIPPED.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), source)


def sites_of(file, source):
    """All sites of a file, in order."""
    lines = source.split("\n")
    code = blank_skipped(source)
    sites = []
    for found in _OPERATOR.finditer(code):
        before = found.group()
        line = code.count("\n", 0, found.start()) + 1
        nth = 1 + sum(site.line == line and site.before == before for site in sites)
        sites.append(Site(file, found.start(), line, lines[line - 1].strip(), before, CHANGES[before], nth))
    return sites


def mutate(source, site):
    """`source` with the change made."""
    end = site.offset + len(site.before)
    assert source[site.offset : end] == site.before
    return source[: site.offset] + site.after + source[end:]
