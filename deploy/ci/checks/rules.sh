#!/usr/bin/env bash
# The rulesets in data/ have no fault that the rules compiler can prove.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."
build/release/bin/izin rules check
build/release/bin/izin rules fmt --check
build/release/bin/izin rules test --coverage
build/release/bin/izin rules mutate --at-least 95
