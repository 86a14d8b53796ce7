#!/usr/bin/python3
"""Rotates the audit file of a running izind by Debian's logrotate, as the package has it done."""

import gzip
import json
import os
import pathlib
import re
import subprocess
import tempfile
import time
import unittest
import urllib.error
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARIES = pathlib.Path(os.environ.get("IZIN_BINARY_DIR", ROOT / "build/release")) / "bin"
RULES = (ROOT / "deploy/debian/izin.logrotate").read_text()
LOGROTATE = "/usr/sbin/logrotate"


class LogrotateTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.audit = self.folder / "izin" / "audit.jsonl"
        self.audit.parent.mkdir(mode=0o700)
        self.log = open(self.folder / "izind.log", "w+")
        self.addCleanup(self.log.close)
        self.izind = subprocess.Popen(
            [BINARIES / "izind", "--listen", "127.0.0.1:0", "--http", "127.0.0.1:0", "--audit-log", self.audit],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=self.log, text=True,
        )
        self.addCleanup(self.izind.stdout.close)
        self.addCleanup(self.izind.wait)
        self.addCleanup(self.izind.kill)
        lines = [self.izind.stdout.readline(), self.izind.stdout.readline()]
        self.http = next(line.split()[-1] for line in lines if line.startswith("izind http "))
        # The rules of the package, for this folder and for who runs the test.
        self.rules = self.folder / "rules"
        own = RULES.replace("/var/lib/izin", str(self.folder / "izin")).replace("    su izin izin\n", "")
        self.assertNotEqual(own.count("su izin"), RULES.count("su izin"))
        self.rules.write_text(own)
        self.rules.chmod(0o600)

    def roll_back(self, name):
        """An admin call, which is refused: an entry when it begins and one when it ends."""
        request = urllib.request.Request(
            f"http://{self.http}/izin.v1.RulesetService/RollbackRuleset",
            json.dumps({"name": f"rulesets/{name}"}).encode(), {"Content-Type": "application/json"},
        )
        with self.assertRaises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(request, timeout=30)
        refused.exception.close()

    def rotate(self):
        done = subprocess.run(
            [LOGROTATE, "--force", "--state", self.folder / "state", self.rules], capture_output=True, text=True
        )
        self.assertEqual((done.returncode, done.stderr), (0, ""))

    def asked(self, text):
        """What the calls in an audit file were about; each line is whole."""
        return [entry["asked"] for entry in map(json.loads, text.splitlines()) if "asked" in entry]

    def rotated(self):
        return sorted(path for path in self.audit.parent.iterdir() if path != self.audit)

    def test_no_entry_is_lost(self):
        self.roll_back("first")
        self.rotate()
        [moved] = self.rotated()
        self.assertRegex(moved.name, r"^audit-\d{8}\.jsonl$")
        self.assertFalse(self.audit.exists())  # nothing is there until there is an entry
        self.roll_back("second")
        self.assertEqual(self.asked(moved.read_text()), ["rulesets/first"])
        self.assertEqual(self.asked(self.audit.read_text()), ["rulesets/second"])
        self.assertEqual(self.audit.stat().st_mode & 0o777, 0o600)
        # A month later: the one before is packed.
        moved.rename(moved.with_name("audit-20200101.jsonl"))
        self.rotate()
        packed, moved = self.rotated()
        self.assertEqual(packed.name, "audit-20200101.jsonl.gz")
        self.assertEqual(self.asked(gzip.decompress(packed.read_bytes()).decode()), ["rulesets/first"])
        self.assertEqual(self.asked(moved.read_text()), ["rulesets/second"])

    def test_entries_that_come_meanwhile_are_kept(self):
        names = [f"n{number}" for number in range(60)]
        for number, name in enumerate(names):
            self.roll_back(name)
            if number % 20 == 10:
                self.rotate()
                for path in self.rotated():  # a name for each turn of one day
                    if re.search(r"-\d{8}\.jsonl$", path.name):
                        path.rename(path.with_name(f"turn{time.monotonic_ns()}.jsonl"))
        files = [path for path in self.audit.parent.iterdir()]
        self.assertEqual(sorted(name for path in files for name in self.asked(path.read_text())),
                         sorted(f"rulesets/{name}" for name in names))

    def test_nothing_is_rotated_where_there_is_nothing(self):
        self.audit.unlink()
        self.rotate()
        self.audit.touch()
        self.rotate()
        self.assertEqual(self.rotated(), [])

    def test_the_files_are_those_that_the_configuration_shows(self):
        shown = re.search(r'^#audit_log: "(.+)"$', (ROOT / "deploy/debian/izind.textproto").read_text(), re.MULTILINE)
        patterns = [word for line in RULES.splitlines() if line.endswith("{") for word in line.split()[:-1]]
        self.assertEqual(patterns[0], shown.group(1))
        self.assertTrue(pathlib.PurePath("/var/lib/izin2/audit.jsonl").match(patterns[1]))


if __name__ == "__main__":
    if not os.path.exists(LOGROTATE):
        raise SystemExit("want logrotate: apt-get install logrotate")
    unittest.main()
