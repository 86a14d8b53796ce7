#!/usr/bin/python3
"""Holds the rules of alerts, the playbooks and the dashboard against what izind tells Prometheus."""

import json
import os
import pathlib
import re
import subprocess
import sys
import unittest
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/chaos"))
from processes import Izind  # noqa: E402

RULES = ROOT / "deploy/prometheus/izin.rules.yml"
WORDS = re.compile(r"\b(?:izin|process)_[a-z0-9_]+|\bizin:[a-z0-9_:]+")


def promtool(*arguments):
    return subprocess.run(["promtool", *map(str, arguments)], capture_output=True, text=True, timeout=120)


class PrometheusTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.izind = Izind("--http", "127.0.0.1:0")
        port = cls.izind.wait_for(r"^izind http 127\.0\.0\.1:(\d+)$").group(1)
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10) as answer:
            cls.kind = answer.headers["Content-Type"]
            cls.text = answer.read().decode()
        cls.names = set(re.findall(r"^# TYPE (\S+)", cls.text, re.MULTILINE))
        cls.names |= set(re.findall(r"^([a-z_]+)[{ ]", cls.text, re.MULTILINE))

    @classmethod
    def tearDownClass(cls):
        cls.izind.end()

    def test_metrics_are_as_prometheus_wants_them(self):
        self.assertTrue(self.kind.startswith("text/plain; version=0.0.4"))
        checked = subprocess.run(["promtool", "check", "metrics"], input=self.text, capture_output=True, text=True)
        self.assertEqual((checked.returncode, checked.stderr), (0, ""))

    def test_rules_are_sound_and_alert_as_they_should(self):
        checked = promtool("check", "rules", RULES)
        self.assertEqual(checked.returncode, 0, checked.stdout + checked.stderr)
        tested = promtool("test", "rules", RULES.with_suffix(".test.yml"))
        self.assertEqual(tested.returncode, 0, tested.stdout + tested.stderr)

    def test_each_alert_has_a_test_and_a_page(self):
        rules, tests = RULES.read_text(), RULES.with_suffix(".test.yml").read_text()
        alerts = re.findall(r"- alert: (\w+)", rules)
        self.assertGreater(len(alerts), 5)
        for alert in alerts:
            page = ROOT / f"deploy/playbooks/{alert}.md"
            self.assertIn(f"playbook: /usr/share/doc/izin/playbooks/{alert}.md", rules)
            self.assertTrue(page.read_text().startswith(f"# {alert}: "), page)
            self.assertIn(alert, tests)
        self.assertEqual({p.stem for p in page.parent.glob("*.md")}, set(alerts))

    def test_rules_and_dashboard_ask_for_what_is_told(self):
        rules = RULES.read_text()
        recorded = set(re.findall(r"- record: (\S+)", rules))
        asked = set(WORDS.findall(" ".join(re.findall(r"expr: (?:>-\n)?(.*(?:\n {10}.*)*)", rules))))
        board = json.loads((ROOT / "deploy/grafana/izin.json").read_text())
        for panel in board["panels"]:
            for target in panel["targets"]:
                asked |= set(WORDS.findall(target["expr"]))
        only_with_tls = {"izin_tls_certificate_expiry_timestamp_seconds"}
        self.assertGreater(len(asked), 10)
        self.assertEqual(asked - recorded - self.names - only_with_tls, set())


if __name__ == "__main__":
    os.chdir(ROOT)
    unittest.main()
