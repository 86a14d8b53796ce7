#!/usr/bin/env bash
# clang-tidy finds nothing in the product's sources. What passed is remembered in build/tidy-cache by the hash of all
# that clang-tidy read of ours: the file, the headers of the tree it includes (directly or not), the protos if it
# includes a generated header, the configuration, and what narrows clang-tidy to our code. Tests are left out: the macros
# of GoogleTest expand to what half of the checks object to.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."

readonly build=build/release cache=build/tidy-cache tidy=clang-tidy-14 jobs=2
readonly narrow=deploy/ci/checks/own_declarations.cc plugin=$PWD/build/own_declarations.so
mkdir -p "$cache"

# --- what each of our files includes of ours ---
mapfile -d '' ours < <(git ls-files -z --cached --others --exclude-standard -- \
  'classifier/*.h' 'classifier/*.cc' 'data/*.h' 'data/*.cc' 'service/*.h' 'service/*.cc')
declare -A includes=() sum=()
sources=()
for file in "${ours[@]}"; do
  [[ -f $file ]] || continue
  includes[$file]=""
  if [[ $file == *.cc ]]; then sources+=("$file"); fi
done
if ((${#sources[@]} == 0)); then exit 0; fi
# What was edited last is looked at first, so that a fault shows early. No name of ours has a blank.
# shellcheck disable=SC2012
mapfile -t sources < <(ls -t "${sources[@]}")
while IFS=: read -r file header; do
  includes[$file]+=" $header"
done < <(sed -nE 's|^[[:space:]]*#[[:space:]]*include[[:space:]]*"([^"]+)".*|\1|; T; F; p' "${!includes[@]}" |
  paste -d: - -)
while read -r hash file; do sum[$file]=$hash; done < <(sha256sum "${!includes[@]}")

shared=$({
  "$tidy" --version
  cat .clang-tidy "$narrow"
  dpkg-query -W -f '${Version}\n' libstdc++-12-dev libabsl-dev libgrpc++-dev libprotobuf-dev 2>/dev/null || true
} | sha256sum)
protos=$(find proto -name '*.proto' -type f -print0 | sort -z | xargs -0 sha256sum | sha256sum)

# The name under which a pass of `$1` is remembered.
key_of() {
  local -A seen=()
  local -a queue=("$1")
  local file header text="$shared"
  while ((${#queue[@]} > 0)); do
    file=${queue[-1]}
    unset 'queue[-1]'
    if [[ -n ${seen[$file]:-} ]]; then continue; fi
    seen[$file]=1
    for header in ${includes[$file]}; do
      if [[ -v includes[$header] ]]; then queue+=("$header"); fi
      if [[ $header == *.pb.h ]]; then seen[protos]=1; fi
    done
  done
  while read -r file; do
    if [[ $file == protos ]]; then text+="$protos"; else text+="$file ${sum[$file]}"; fi
  done < <(printf '%s\n' "${!seen[@]}" | LC_ALL=C sort)
  sha256sum <<<"$text" | cut -d' ' -f1
}

# --- which of them have to be looked at ---
todo=()
failed=0
for file in "${sources[@]}"; do
  if ! grep -qF "/$file\"" "$build/compile_commands.json"; then
    echo "$file: in no target"
    failed=1
    continue
  fi
  key=$(key_of "$file")
  if [[ -f $cache/$key ]]; then
    touch "$cache/$key"
  else
    todo+=("$file" "$key")
  fi
done
find "$cache" -type f -mtime +30 -delete
echo "$((${#todo[@]} / 2)) of ${#sources[@]} files changed since they last passed"

# --- clang-tidy, narrowed to what is ours ---
if ((${#todo[@]} > 0)); then
  g++ -std=c++17 -fno-rtti -fno-exceptions -O1 -shared -fPIC -isystem /usr/lib/llvm-14/include -o "$plugin" "$narrow"
  # It must not hide ours: a fault of a header beside the file is still found.
  planted=$(mktemp -d)
  trap 'rm -rf "$planted"' EXIT
  mkdir "$planted/service"
  echo 'struct Planted { Planted(int); };' >"$planted/service/planted.h"
  printf '#include <string>\n#include "planted.h"\n' >"$planted/service/planted.cc"
  found=$("$tidy" --config-file=.clang-tidy --quiet --load="$plugin" "$planted/service/planted.cc" -- \
    -std=c++20 2>&1) || true
  if [[ $found != *planted.h:1:*google-explicit-constructor* ]]; then
    echo "clang-tidy does not find a fault that was planted"
    failed=1
  fi
fi

# --- one clang-tidy for each; clang does not know every warning that gcc has, and alone knows ABSL_GUARDED_BY ---
export build cache plugin tidy
# shellcheck disable=SC2317  # called through xargs
tidy_one() {
  local log
  if log=$("$tidy" -p "$build" --quiet --load="$plugin" --warnings-as-errors="*" \
    --extra-arg=-Wno-unknown-warning-option --extra-arg=-Wthread-safety "$1" 2>&1); then
    : >"$cache/$2"
  else
    printf '%s\n' "$log" | grep -v ' warnings\? .*generated\.$'
    return 1
  fi
}
export -f tidy_one
if ((${#todo[@]} > 0)); then
  # $0 and $1 are xargs' file and key
  # shellcheck disable=SC2016
  printf '%s\0' "${todo[@]}" | xargs -0 -n 2 -P "$jobs" bash -c 'tidy_one "$0" "$1"' || failed=1
fi
exit "$failed"
