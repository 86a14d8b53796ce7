#!/usr/bin/env bash
# Every shell script parses.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."

failed=0
while IFS= read -r -d '' script; do
  if [[ -f $script ]]; then bash -n "$script" || failed=1; fi
done < <(git ls-files -z --cached --others --exclude-standard -- dev .ci/run '*.sh')
exit "$failed"
