#!/usr/bin/env python3
"""Writes izind.textproto(5) out of the declaration of the configuration: deploy/man/config_page.py CONFIG.PROTO > PAGE."""

import re
import sys

HEAD = r""".TH IZIND.TEXTPROTO 5 "" "Izin" "Configuration of izind"
.SH NAME
izind.textproto \- configuration file of izind
.SH DESCRIPTION
Read by
.BR izind (8)
with \fB\-\-config\fR, once at its start; a flag of the same name wins over the file. One field a line,
\fIname\fR: \fIvalue\fR, texts in quotation marks, # begins a comment (text format of Protocol Buffers). A name that
is not known, or a value of another kind, ends the start with line and column, exit code 2.
.SH FIELDS
"""
TAIL = r""".SH EXAMPLE
.nf
listen: "127.0.0.1:8980"
data_dir: "/var/lib/izin/data"
decision_log: "sync"
.fi
.SH SEE ALSO
.BR izind (8)
"""
FIELD = re.compile(r"^\s+(?:repeated |optional )?([\w.]+) (\w+) = \d+; // (.+)$")


def escaped(text):
    text = text.replace("\\", "\\\\").replace("-", "\\-")
    return "\\&" + text if text[:1] in ".'" else text


def main():
    lines = open(sys.argv[1], encoding="utf-8").read().splitlines()
    body = lines[next(i for i, line in enumerate(lines) if line.startswith("message ServerConfig")) :]
    fields = [match.groups() for match in map(FIELD.match, body) if match]
    declared = sum(1 for line in body if re.match(r"^\s+[\w. ]+ = \d+;", line))
    if not fields or len(fields) != declared:
        sys.exit(f"{sys.argv[1]}: {len(fields)} of {declared} fields have their comment on the same line: want all")
    print(HEAD, end="")
    for kind, name, comment in fields:
        print(f".TP\n.B {escaped(name)}\n({escaped(kind)}) {escaped(comment)}")
    print(TAIL, end="")


if __name__ == "__main__":
    main()
