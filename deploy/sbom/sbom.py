#!/usr/bin/env python3
"""Writes what the programs are made of as SPDX 2.3 (JSON), out of the build: deploy/sbom/sbom.py BUILD VERSION PROGRAM... > FILE

The Debian packages of the libraries that the programs load, directly or not, and of the headers that were compiled into
them; versions by dpkg, licences by the copyright file of each package, where that says them in the form of DEP-5. Also the
rulesets that are built in, by their digest.
"""

import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys
import time

# Short names of DEP-5 that SPDX has under another name.
SPDX_NAMES = {
    "expat": "MIT", "mit": "MIT", "apache-2": "Apache-2.0", "apache-2.0": "Apache-2.0", "apache": "Apache-2.0",
    "bsd-2-clause": "BSD-2-Clause", "bsd-3": "BSD-3-Clause", "bsd-3-clause": "BSD-3-Clause", "bsl-1.0": "BSL-1.0", "isc": "ISC", "zlib": "Zlib",
    "gpl-2": "GPL-2.0-only", "gpl-2+": "GPL-2.0-or-later", "gpl-3": "GPL-3.0-only", "gpl-3+": "GPL-3.0-or-later",
    "lgpl-2": "LGPL-2.0-only", "lgpl-2+": "LGPL-2.0-or-later", "lgpl-2.1": "LGPL-2.1-only", "lgpl-2.1+": "LGPL-2.1-or-later",
    "lgpl-3+": "LGPL-3.0-or-later", "openssl": "OpenSSL", "curl": "curl", "cc0": "CC0-1.0", "cc0-1.0": "CC0-1.0",
}


def output(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def loaded(program):
    """Paths of the libraries that it loads."""
    return [match.group(1) for match in re.finditer(r"=> (/\S+)", output("ldd", program))]


def headers(build, program):
    """Headers of the system that its objects and those of our libraries in it were compiled with."""
    query = output("ninja", "-C", build, "-t", "inputs", str(pathlib.Path(program).relative_to(build)))
    objects = {line.strip() for line in query.splitlines() if line.endswith(".o")}
    found, is_ours = set(), False
    for line in output("ninja", "-C", build, "-t", "deps").splitlines():
        if line and not line.startswith(" "):
            is_ours = line.split(": #deps")[0] in objects
        elif is_ours and line.strip().startswith("/usr/include/"):
            found.add(line.strip())
    return found


def owners(files):
    """The packages, as NAME or NAME:ARCHITECTURE, that files belong to."""
    names = set()
    paths = sorted({path for file in files for path in (file, os.path.realpath(file))})
    # Packages of the time before /usr was merged know their files under /lib.
    paths += [path.removeprefix("/usr") for path in paths if path.startswith("/usr/lib")]
    run = subprocess.run(["dpkg-query", "-S", *paths], capture_output=True, text=True, check=False)
    for line in run.stdout.splitlines():
        if not line.startswith("diversion "):
            names.update(line.rsplit(": ", 1)[0].split(", "))
    return names


def spdx(name):
    """The expression of SPDX for a short name of DEP-5, or NOASSERTION."""
    parts = [re.sub(r"[~ -]google$", "", part.strip().lower()) for part in name.split(" or ")]
    known = [SPDX_NAMES.get(part) for part in parts]
    return " OR ".join(known) if all(known) else "NOASSERTION"


def licences(package):
    """What the copyright file says of all files, and every short name in it."""
    text = pathlib.Path("/usr/share/doc", package.split(":")[0], "copyright").read_text("utf-8", "replace")
    if not text.lstrip().startswith("Format:"):
        return "NOASSERTION", []
    main, every = "NOASSERTION", set()
    for stanza in re.split(r"\n\s*\n", text):
        name = re.search(r"^License:[ \t]*(\S.*)$", stanza, re.MULTILINE)
        if not name:
            continue
        name = name.group(1).strip()
        every.add(name)
        if re.search(r"^Files:\s*\*\s*$", stanza, re.MULTILINE):
            main = spdx(name)
    return main, sorted(every)


def dependency(package):
    query = output("dpkg-query", "-W", "-f", "${Version}\t${source:Package}\t${source:Version}\t${Architecture}", package)
    version, source, source_version, architecture = query.split("\t")
    name = package.split(":")[0]
    declared, every = licences(package)
    return {
        "SPDXID": "SPDXRef-" + re.sub(r"[^A-Za-z0-9.-]", "-", name),
        "name": name,
        "versionInfo": version,
        "supplier": "Organization: Debian",
        "downloadLocation": f"https://snapshot.debian.org/package/{source}/{source_version}/",
        "sourceInfo": f"source package {source} {source_version}",
        "filesAnalyzed": False,
        "licenseConcluded": "NOASSERTION",
        "licenseDeclared": declared,
        "licenseComments": f"/usr/share/doc/{name}/copyright" + (": " + ", ".join(every) if every else ""),
        "copyrightText": "NOASSERTION",
        "externalRefs": [{
            "referenceCategory": "PACKAGE-MANAGER",
            "referenceType": "purl",
            "referenceLocator": f"pkg:deb/debian/{name}@{version}?arch={architecture}",
        }],
    }


def digest(path):
    return [{"algorithm": "SHA256", "checksumValue": hashlib.sha256(pathlib.Path(path).read_bytes()).hexdigest()}]


def ours(identifier, name, version, path):
    return {
        "SPDXID": identifier,
        "name": name,
        "versionInfo": version,
        "downloadLocation": "NOASSERTION",
        "filesAnalyzed": False,
        "licenseConcluded": "NOASSERTION",
        "licenseDeclared": "NOASSERTION",
        "copyrightText": "NOASSERTION",
        "checksums": digest(path),
    }


def main():
    if len(sys.argv) < 4:
        sys.exit(__doc__.splitlines()[0])
    build, version, programs = pathlib.Path(sys.argv[1]).resolve(), sys.argv[2], [pathlib.Path(p).resolve() for p in sys.argv[3:]]
    packages, relations, known = [], [], {}
    for program in programs:
        identifier = f"SPDXRef-{program.name}"
        packages.append(ours(identifier, program.name, version, program))
        relations.append(("SPDXRef-DOCUMENT", "DESCRIBES", identifier))
        needed = owners(loaded(program))
        for package in sorted(needed | owners(headers(build, program))):
            known[package] = dependency(package)
            kind = "DYNAMIC_LINK" if package in needed else "BUILD_DEPENDENCY_OF"
            pair = (identifier, known[package]["SPDXID"])
            relations.append((pair[0], kind, pair[1]) if package in needed else (pair[1], kind, pair[0]))
        for bundle in sorted(build.rglob("*.bundle")):
            ruleset = f"SPDXRef-ruleset-{bundle.stem}"
            if all(p["SPDXID"] != ruleset for p in packages):
                packages.append(ours(ruleset, f"ruleset {bundle.stem}", version, bundle))
            relations.append((identifier, "CONTAINS", ruleset))
    stamp = int(os.environ.get("SOURCE_DATE_EPOCH", time.time()))
    json.dump({
        "spdxVersion": "SPDX-2.3",
        "dataLicense": "CC0-1.0",
        "SPDXID": "SPDXRef-DOCUMENT",
        "name": f"izin-{version}",
        "documentNamespace": f"urn:izin:sbom:{version}:{digest(programs[0])[0]['checksumValue']}",
        "creationInfo": {
            "created": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(stamp)),
            "creators": ["Tool: deploy/sbom/sbom.py"],
        },
        "packages": packages + [known[package] for package in sorted(known)],
        "relationships": [
            {"spdxElementId": a, "relationshipType": kind, "relatedSpdxElement": b} for a, kind, b in relations
        ],
    }, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
