#!/usr/bin/env python3
"""The names under which deploy/ci/checks/tidy.sh remembers what passed: which files a change of one touches."""

import pathlib
import subprocess
import sys
import tempfile
import unittest

SCRIPT = pathlib.Path(__file__).resolve().parents[2] / "deploy/ci/checks/tidy_keys.py"

TREE = {
    "service/a.cc": '#include "service/a.h"\n',
    "service/a.h": '#include <string>\n#  include "service/base.h"  // a word\n',
    "service/b.cc": '#include "service/b.h"\n#include "izin/v1/kbli.pb.h"\n',
    "service/b.h": '#include "service/b.h"\n// #include "service/base.h"\n',
    "service/base.h": "",
    "service/c.cc": "int c;\n",
}


class TidyKeysTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)
        (self.root / "service").mkdir()
        for name, text in TREE.items():
            (self.root / name).write_text(text)
        self.before = self.keys()

    def keys(self, shared="s", protos="p"):
        """The key of each source; the order of lines is that of the sources."""
        sources = [name for name in TREE if name.endswith(".cc")]
        lines = subprocess.run(
            [sys.executable, SCRIPT, shared, protos, *sources],
            cwd=self.root, input="\0".join(TREE) + "\0", capture_output=True, check=True, text=True,
        ).stdout.splitlines()
        self.assertEqual([line.split()[1] for line in lines], sources)
        return {line.split()[1]: line.split()[0] for line in lines}

    def changed(self, keys):
        return [name for name in keys if keys[name] != self.before[name]]

    def after(self, name):
        with open(self.root / name, "a") as file:
            file.write("// more\n")
        return self.changed(self.keys())

    def test_they_are_digests_and_stay(self):
        self.assertEqual({len(key) for key in self.before.values()}, {64})
        self.assertEqual(len(set(self.before.values())), 3)
        self.assertEqual(self.changed(self.keys()), [])

    def test_a_source_changes_its_own(self):
        self.assertEqual(self.after("service/c.cc"), ["service/c.cc"])

    def test_a_header_changes_those_of_its_includers(self):
        self.assertEqual(self.after("service/base.h"), ["service/a.cc"])
        self.assertEqual(self.after("service/b.h"), ["service/a.cc", "service/b.cc"])

    def test_protos_change_those_of_generated_headers(self):
        self.assertEqual(self.changed(self.keys(protos="q")), ["service/b.cc"])

    def test_what_all_are_checked_with_changes_all(self):
        self.assertEqual(len(self.changed(self.keys(shared="t"))), 3)


if __name__ == "__main__":
    unittest.main()
