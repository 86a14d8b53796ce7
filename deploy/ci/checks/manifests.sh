#!/usr/bin/env bash
# The manifests of deploy/kubernetes and the compose file have the form that their schemas want, and no field beside it.
# Rendered by kubectl where there is one; else each file is checked as it stands.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."

readonly check=deploy/ci/manifests/check.mjs
failed=0
if command -v kubectl >/dev/null; then
  for folder in deploy/kubernetes/overlays/*/ deploy/kubernetes/registry/; do
    kubectl kustomize "$folder" | node "$check" kubernetes /dev/stdin || failed=1
  done
else
  echo "no kubectl: what kustomize makes of the manifests is not checked"
  mapfile -t files < <(git ls-files --cached --others --exclude-standard -- 'deploy/kubernetes/*.yaml' | grep -v kustomization)
  node "$check" kubernetes "${files[@]}" || failed=1
fi
node "$check" compose deploy/docker/compose.yaml || failed=1
exit "$failed"
