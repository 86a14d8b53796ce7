#!/usr/bin/env python3
"""izin without a server: answers every case for which it has a command. cli_client.py ADDRESS CASES"""
import json
import os
import pathlib
import subprocess
import sys

IZIN = pathlib.Path(os.environ.get("IZIN_BINARY_DIR", "build/release")) / "bin" / "izin"


def main(cases):
    with open(cases, encoding="utf-8") as file:
        for case in json.load(file):
            if "cli" not in case:
                continue
            ran = subprocess.run([IZIN, *case["cli"]], input=json.dumps(case["request"]) + "\n", capture_output=True,
                                 text=True, check=False)
            print(json.dumps({"name": case["name"], "printed": ran.stdout.removesuffix("\n")}))


if __name__ == "__main__":
    main(sys.argv[2])
