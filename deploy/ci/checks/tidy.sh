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

# --- our files ---
mapfile -d '' ours < <(git ls-files -z --cached --others --exclude-standard -- \
  'classifier/*.h' 'classifier/*.cc' 'data/*.h' 'data/*.cc' 'service/*.h' 'service/*.cc')
files=()
sources=()
for file in "${ours[@]}"; do
  [[ -f $file ]] || continue
  files+=("$file")
  if [[ $file == *.cc ]]; then sources+=("$file"); fi
done
if ((${#sources[@]} == 0)); then exit 0; fi
# What was edited last is looked at first, so that a fault shows early. No name of ours has a blank.
# shellcheck disable=SC2012
mapfile -t sources < <(ls -t "${sources[@]}")

shared=$({
  "$tidy" --version
  cat .clang-tidy "$narrow"
  dpkg-query -W -f '${Version}\n' libstdc++-12-dev libabsl-dev libgrpc++-dev libprotobuf-dev 2>/dev/null || true
} | sha256sum)
protos=$(find proto -name '*.proto' -type f -print0 | sort -z | xargs -0 sha256sum | sha256sum)

keys=$(printf '%s\0' "${files[@]}" | python3 deploy/ci/checks/tidy_keys.py "$shared" "$protos" "${sources[@]}")
# What is built, as the commands name it: '/service/cmd/izin.cc"'.
declare -A built=()
while IFS= read -r name; do built[$name]=1; done < <(
  grep -oFf <(printf '/%s"\n' "${sources[@]}") "$build/compile_commands.json"
)

# --- which of them have to be looked at ---
todo=()
failed=0
passed=()
while read -r key file; do
  if [[ -z ${built["/$file\""]:-} ]]; then
    echo "$file: in no target"
    failed=1
  elif [[ -f $cache/$key ]]; then
    passed+=("$cache/$key")
  else
    todo+=("$file" "$key")
  fi
done <<<"$keys"
if ((${#passed[@]} > 0)); then touch "${passed[@]}"; fi
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
