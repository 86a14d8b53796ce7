#!/usr/bin/env bash
# The protos follow buf's rules, and the public contract breaks no client of the last release: the last tag that holds
# it, or before the first release the first commit that does.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."

buf=deploy/ci/node/node_modules/.bin/buf
contract=proto/izin/v1

# Prints the commit to compare with, or nothing.
baseline() {
  local tag commit
  git rev-parse --quiet --verify HEAD >/dev/null || return 0
  while read -r tag; do
    if git cat-file -e "$tag:$contract" 2>/dev/null; then
      git rev-parse "$tag^{commit}"
      return 0
    fi
  done < <(git tag --merged HEAD --sort=-creatordate)
  while read -r commit; do
    if git cat-file -e "$commit:$contract" 2>/dev/null; then
      echo "$commit"
      return 0
    fi
  done < <(git rev-list --reverse HEAD -- "$contract")
}

"$buf" lint
against=$(baseline)
if [[ -z $against ]]; then
  echo "no commit holds $contract yet: nothing to break"
  exit 0
fi
echo "compared with $(git describe --always --tags "$against")"
"$buf" breaking --path "$contract" --against ".git#ref=$against" --against-config buf.yaml
