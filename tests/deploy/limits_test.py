#!/usr/bin/python3
"""Holds the table of limits in OPERATIONS.md against the configuration of izind and its help."""

import os
import pathlib
import re
import subprocess
import sys
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARIES = pathlib.Path(os.environ.get("IZIN_BINARY_DIR", ROOT / "build/release")) / "bin"
FIELD = re.compile(r"^  (?:repeated )?(\w+) (\w+) = \d+; // (.+)$", re.MULTILINE)
SHOWN = re.compile(r"^#(\w+): (-?\d+)$", re.MULTILINE)


def rows():
    """Of the table: setting, default, what is beyond it."""
    section = (ROOT / "deploy/OPERATIONS.md").read_text().split("\n## Limits\n")[1].split("\n##")[0]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in section.splitlines() if line[:1] == "|"]
    return [row[1:] for row in cells[2:]]


def fields():
    """Of the configuration: its numbers, by name."""
    proto = (ROOT / "proto/izin/internal/config.proto").read_text()
    return {name: comment for kind, name, comment in FIELD.findall(proto) if kind in ("int32", "double")}


class LimitsTest(unittest.TestCase):
    def test_every_number_of_the_configuration_is_a_limit_in_the_table(self):
        named = {setting.strip("`") for setting, _, _ in rows()}
        self.assertGreater(len(fields()), 8)
        self.assertEqual(set(fields()) - named, set())

    def test_the_table_names_settings_that_there_are(self):
        proto = (ROOT / "proto/izin/internal/config.proto").read_text()
        known = {name for _, name, _ in FIELD.findall(proto)}
        for setting, default, beyond in rows():
            self.assertTrue(setting in ("fixed", "the caller's") or setting.strip("`") in known, setting)
            self.assertTrue(default and beyond, setting)

    def test_defaults_are_those_of_the_configuration(self):
        defaults = {setting.strip("`"): default for setting, default, _ in rows()}
        for name, comment in fields().items():
            told = re.search(r"default (-?\d+)", comment)
            wanted = told.group(1) if told else "0"
            self.assertRegex(defaults[name], rf"^{wanted}\b", name)

    def test_the_configuration_of_the_package_shows_the_same_defaults(self):
        shown = dict(SHOWN.findall((ROOT / "deploy/debian/izind.textproto").read_text()))
        for name, comment in fields().items():
            told = re.search(r"default (-?\d+)", comment)
            self.assertEqual(shown.get(name), told.group(1) if told else "0", name)

    def test_flags_of_limits_are_in_the_help(self):
        told = subprocess.run([BINARIES / "izind", "--help"], capture_output=True, text=True, check=True).stdout
        for name in ("caller_rate", "caller_calls", "shed_after_ms", "log_calls", "answer_cache_mib"):
            self.assertIn(f"--{name.replace('_', '-')} ", told)


if __name__ == "__main__":
    os.chdir(ROOT)
    sys.exit(unittest.main())
