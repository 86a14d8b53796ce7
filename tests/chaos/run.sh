#!/usr/bin/env bash
# The long forms of what the integration tests do in seconds: floods, and the end of a server beside clients, many times
# over. Needs the release preset built. Takes about seven minutes.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

export IZIN_SOURCE_DIR=$PWD IZIN_BINARY_DIR=$PWD/build/release
status=0
python3 tests/chaos/floods.py --izind build/release/bin/izind --seconds "${1:-10}" || status=1
build/release/tests/bin/integration_test --gtest_brief=1 --gtest_repeat=20 \
  --gtest_filter='Drain.*:Hostile*:All/HeavyRequest.*' || status=1
exit "$status"
