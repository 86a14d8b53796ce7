#!/usr/bin/env bash
# The manual page of izin has a section for each of its commands, with every option that the command's help has.
#
# Reads IZIN_BINARY_DIR, which ctest sets.
set -euo pipefail

: "${IZIN_BINARY_DIR:?}"
izin=$IZIN_BINARY_DIR/bin/izin
page=$(mktemp)
trap 'rm -f "$page"' EXIT
fail() {
  echo "FAILED: $*"
  exit 1
}

found=$(zcat "$IZIN_BINARY_DIR/package/izin.1.gz" | mandoc -T lint -W error) || fail "$found"
zcat "$IZIN_BINARY_DIR/package/izin.1.gz" | mandoc -T utf8 | sed 's/.\x08//g' >"$page"

# What the completion names after the words of a command, its flags and commands.
after() { "$izin" completion words -- "$@" | cut -f1; }
commands=0
check() {
  local name="izin $*" flag section
  commands=$((commands + 1))
  grep -qxF "${name^^}" "$page" || fail "no section $name"
  section=$(sed -n "/^${name^^}\$/,/^IZIN /p" "$page")
  while IFS= read -r flag; do
    [[ $section == *"$flag"* ]] || fail "$name: no $flag"
  done < <(after "$@" --)
}
while IFS= read -r command; do
  check "$command"
  while IFS= read -r below; do
    if [[ $below != -* ]] && "$izin" "$command" --help | grep -q "^  $below "; then check "$command" "$below"; fi
  done < <(after "$command" "")
done < <(after "")
((commands >= 28)) || fail "only $commands commands"
echo "$commands commands"
