#!/usr/bin/env bash
# No include leads where the design has no arrow. Prints file:line for each that does.
#
#   layering.sh [ROOT]
#
#   classifier  std, absl, classifier
#   data        std, absl, sodium, google/protobuf, izin/internal (generated), classifier, data
#   service     anything; of service itself, a room includes only itself and the rooms below it:
#
#               cmd > cli, console > server > transport > reclassify > lifecycle > review > answer > decisions > lookup
#                   > render > request > rulesets > store, client > base
#
#               RocksDB is known to service/store/internal alone.
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

  BEGIN {
    # The rooms of service/ from the top down; two that stand on one line do not include each other.
    count = split("cmd|cli console|server|transport|reclassify|lifecycle|review|answer|decisions|lookup|render|" \
                  "request|rulesets|store client|base", floors, "|")
    for (floor = 1; floor <= count; ++floor) {
      rooms = split(floors[floor], names, " ")
      for (i = 1; i <= rooms; ++i) floor_of[names[i]] = floor
    }
  }

  # The room of a path below service/; "" for a file that lies in none.
  function room_of(path) {
    if (path !~ /^service\/[^\/]+\//) return ""
    sub(/^service\//, "", path)
    sub(/\/.*/, "", path)
    return path
  }

  # A header of std has neither a folder nor an ending.
  function is_std() { return angled && header ~ /^[a-z0-9_]+$/ }

  FNR == 1 {
    layer = FILENAME
    sub(/\/.*/, "", layer)
    room = room_of(FILENAME)
    if (layer == "service" && !(room in floor_of)) {
      header = "no room"
      violation("a file of service lies in a room that the order names")
    }
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
    if (layer == "service" && header ~ /^service\//) {
      other = room_of(header)
      if (!(other in floor_of)) {
        violation("no room of service")
      } else if (other != room && room in floor_of && floor_of[other] <= floor_of[room]) {
        violation("service/" room " may include rooms below it only")
      }
    }
    if (layer == "service" && FILENAME !~ /^service\/store\/internal\// && header ~ /^rocksdb\//) {
      violation("RocksDB is known to service/store/internal alone")
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
