#!/usr/bin/env bash
# The long forms of what the integration tests do in seconds: floods at a server and at the edge before it, four times
# what a server can answer, the end of a server beside clients, many times over, a registry whose run is killed at sixty
# moments, and a thousand rulesets that take turns under full load. Needs the release preset built. Takes about an hour.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

export IZIN_SOURCE_DIR=$PWD IZIN_BINARY_DIR=$PWD/build/release
status=0
python3 tests/chaos/floods.py --izind build/release/bin/izind --seconds "${1:-10}" || status=1
build/release/bin/overload --seconds "${1:-10}" || status=1
/usr/bin/python3 tests/chaos/left_calls.py || status=1
/usr/bin/python3 tests/chaos/edge.py --seconds "${1:-10}" || status=1
/usr/bin/python3 tests/chaos/rolling_restart.py --calls 100000 || status=1
build/release/tests/bin/integration_test --gtest_brief=1 --gtest_repeat=20 \
  --gtest_filter='Drain.*:Hostile*:All/HeavyRequest.*' || status=1
IZIN_CHAOS_ROWS=1000000 IZIN_CHAOS_KILLS=60 build/release/tests/bin/integration_test --gtest_brief=1 \
  --gtest_filter='RegistryProcess.Killed*' || status=1
IZIN_CHAOS_ACTIVATIONS=1000 build/release/tests/bin/integration_test --gtest_brief=1 \
  --gtest_filter='RulesetStorm.*' || status=1
exit "$status"
