#!/usr/bin/env python3
"""More of a manual page for help2man: what deploy/man/PROGRAM.h2m says, and the help of every command of the program as it
prints it. commands.py PROGRAM FILE.h2m
"""
import os
import pathlib
import re
import subprocess
import sys


def help_of(program, words):
    return subprocess.run([program, *words, "--help"], env={**os.environ, "LC_ALL": "C"}, check=True, capture_output=True,
                          text=True).stdout


def commands_in(text):
    """The names in the list of commands of a help, if it has one."""
    found = re.search(r"^Subcommands:\n((?:  .*\n?)+)", text, re.MULTILINE)
    return re.findall(r"^  (\S+)", found.group(1), re.MULTILINE) if found else []


def section_of(name, words, text):
    """A section whose text stands as it is."""
    text = re.sub(r"^Usage: \S+", f"Usage: {name}", text, flags=re.MULTILINE)
    lines = [line.replace("\\", "\\e").replace("-", "\\-") for line in text.rstrip("\n").split("\n")]
    # A line that begins with a dot or a quote would be a request of roff.
    lines = ["\\&" + line if line[:1] in (".", "'") else line for line in lines]
    return "\n".join([f"[{' '.join(['izin', *words])}]", ".nf", *lines, ".fi", ""])


def sections(program, name, words, text):
    for command in commands_in(text):
        below = [*words, command]
        own = help_of(program, below)
        yield section_of(name, below, own)
        yield from sections(program, name, below, own)


def main(program, more):
    print(pathlib.Path(more).read_text(encoding="utf-8"))
    name = pathlib.Path(program).name
    print("\n".join(sections(program, name, [], help_of(program, []))))


if __name__ == "__main__":
    main(*sys.argv[1:])
