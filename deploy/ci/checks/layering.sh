#!/usr/bin/env bash
# No include leads where the design has no arrow. Prints file:line for each that does.
#
#   layering.sh [ROOT]
#
#   classifier  std, absl, classifier
#   data        std, absl, sodium, google/protobuf, izin/internal (generated), classifier, data
#   service     anything
#   tests       anything
#
# A folder's internal/ is its own: only files below that folder, and the tests that mirror it, include from there.
set -euo pipefail
cd "${1:-$(dirname "${BASH_SOURCE[0]}")/../../..}"

folders=()
for folder in classifier data service tests; do
  if [[ -d $folder ]]; then folders+=("$folder"); fi
done
if ((${#folders[@]} == 0)); then
  echo "$PWD: no folder of the project here"
  exit 2
fi
mapfile -d '' files < <(find "${folders[@]}" -type d -name node_modules -prune -o \
  -type f \( -name '*.h' -o -name '*.hpp' -o -name '*.inc' -o -name '*.cc' \) -print0 | sort -z)
if ((${#files[@]} == 0)); then exit 0; fi

awk '
  function violation(why) { printf "%s:%d: %s: %s\n", FILENAME, FNR, header, why; failed = 1 }

  # A header of std has neither a folder nor an ending.
  function is_std() { return angled && header ~ /^[a-z0-9_]+$/ }

  FNR == 1 {
    layer = FILENAME
    sub(/\/.*/, "", layer)
  }

  /^[ \t]*#[ \t]*(include|include_next|import)([^a-z_]|$)/ {
    line = $0
    sub(/^[ \t]*#[ \t]*[a-z_]+[ \t]*/, "", line)
    angled = line ~ /^</
    if (line !~ /^[<"]/) {
      header = line
      if (layer == "classifier" || layer == "data") violation("a computed include cannot be checked")
      next
    }
    header = substr(line, 2)
    sub(/[>"].*/, "", header)

    if (layer == "classifier" && !is_std() && header !~ /^(absl|classifier)\//) {
      violation("classifier may include std, absl and classifier only")
    }
    if (layer == "data" && !is_std() &&
        header !~ /^(absl|classifier|data|google\/protobuf)\// && header !~ /^izin\/internal\/.*\.pb\.h$/ &&
        header !~ /^sodium(\.h$|\/)/) {
      violation("data may include std, absl, sodium, google/protobuf, izin/internal, classifier and data only")
    }
    if (header ~ /\.\./) violation("an include is the full path from the root")

    if (header ~ /^(classifier|data|service|tests)\/(.*\/)?internal\//) {
      owner = header
      sub(/internal\/.*/, "", owner)
      if (index(FILENAME, owner) != 1 && index(FILENAME, "tests/" owner) != 1) {
        violation("internal to " owner)
      }
    }
  }

  END { exit failed }
' "${files[@]}"
