#!/usr/bin/env python3
"""Whether a list of parts (SPDX 2.3, JSON) is whole: tests/deploy/sbom_check.py FILE PROGRAM

Every reference has its element, every element what SPDX requires, and every library that PROGRAM loads is one.
"""

import json
import re
import subprocess
import sys

REQUIRED = ("SPDXID", "name", "versionInfo", "downloadLocation", "licenseConcluded", "licenseDeclared", "copyrightText")


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        document = json.load(file)
    wrong = []
    if document["spdxVersion"] != "SPDX-2.3" or document["dataLicense"] != "CC0-1.0":
        wrong.append("not SPDX 2.3")
    names = {package["SPDXID"] for package in document["packages"]} | {"SPDXRef-DOCUMENT"}
    if len(names) != len(document["packages"]) + 1:
        wrong.append("an identifier stands twice")
    for package in document["packages"]:
        wrong += [f"{package.get('name')}: no {field}" for field in REQUIRED if not package.get(field)]
        if not re.fullmatch(r"SPDXRef-[A-Za-z0-9.-]+", package["SPDXID"]):
            wrong.append(f"{package['SPDXID']}: no identifier of SPDX")
    for relation in document["relationships"]:
        for end in ("spdxElementId", "relatedSpdxElement"):
            if relation[end] not in names:
                wrong.append(f"{relation[end]}: not in the document")
    listed = {package["name"] for package in document["packages"]}
    needed = re.findall(r"NEEDED +(\S+)", subprocess.run(
        ["objdump", "-p", sys.argv[2]], check=True, capture_output=True, text=True).stdout)
    if not needed:
        wrong.append(f"{sys.argv[2]} loads nothing")
    for library in needed:
        owner = subprocess.run(["dpkg-query", "-S", f"*/{library}"], capture_output=True, text=True, check=False).stdout
        packages = {name.split(":")[0] for line in owner.splitlines() for name in line.rsplit(": ", 1)[0].split(", ")}
        if not packages & listed:
            wrong.append(f"{library} of {sorted(packages)}: not listed")
    print("\n".join(wrong) or f"{len(document['packages'])} parts")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
