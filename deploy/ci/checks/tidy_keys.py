"""The name under which tidy.sh remembers a pass of each source.

    tidy_keys.py SHARED PROTOS SOURCE... < FILES

Standard input names all files of ours, each ended by NUL. SHARED and PROTOS are digests: of what every source is
checked with, and of the protos. Prints one line "KEY SOURCE" for each source, in the order given: the digest of SHARED,
of the source and of each file of ours that it includes, directly or not, and of PROTOS where one of them includes a
generated header.
"""

import hashlib
import re
import sys

INCLUDE = re.compile(rb'^[ \t\r\f\v]*#[ \t\r\f\v]*include[ \t\r\f\v]*"([^"\n]+)"', re.MULTILINE)


def read(path):
    """The digest of a file and the names that it includes."""
    with open(path, "rb") as file:
        content = file.read()
    return hashlib.sha256(content).hexdigest(), [name.decode() for name in INCLUDE.findall(content)]


def reached(source, files):
    """The files of ours that a source is made of, and "protos" where generated headers are among them."""
    seen, queue = set(), [source]
    while queue:
        file = queue.pop()
        if file in seen:
            continue
        seen.add(file)
        for header in files[file][1]:
            if header in files:
                queue.append(header)
            if header.endswith(".pb.h"):
                seen.add("protos")
    return seen


def main():
    shared, protos, *sources = sys.argv[1:]
    names = [name for name in sys.stdin.buffer.read().decode().split("\0") if name]
    files = {name: read(name) for name in names}
    for source in sources:
        parts = [protos if file == "protos" else f"{file} {files[file][0]}" for file in sorted(reached(source, files))]
        print(hashlib.sha256((shared + "".join(parts) + "\n").encode()).hexdigest(), source)


main()
