#!/usr/bin/env bash
# The arrows of the design hold: the check of includes passes on the tree and can fail for each kind of violation, and
# the libraries that must stay free of gRPC and RocksDB link neither, directly or through others.
#
# Reads IZIN_SOURCE_DIR and IZIN_BINARY_DIR, which ctest sets.
set -euo pipefail

: "${IZIN_SOURCE_DIR:?}" "${IZIN_BINARY_DIR:?}"
check=$IZIN_SOURCE_DIR/deploy/ci/checks/layering.sh
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
failures=0

fail() {
  echo "FAILED: $*"
  failures=$((failures + 1))
}

# --- (a) the tree ---
bash "$check" "$IZIN_SOURCE_DIR" || fail "layering.sh on the tree"

# --- (b) the check can fail ---

# A tree with one file $1 whose third line is the include $2, its name left in `tree`.
make_tree() {
  tree=$(mktemp -d -p "$scratch")
  mkdir -p "$tree/$(dirname "$1")"
  printf '// A file.\n\n#include %s\n' "$2" >"$tree/$1"
}

forbidden() {
  local out status=0
  make_tree "$1" "$2"
  out=$(bash "$check" "$tree") || status=$?
  if [[ $status != 1 ]]; then
    fail "$1 may include $2 (exit $status)"
  elif [[ $out != "$1:3: "* || $(wc -l <<<"$out") != 1 ]]; then
    fail "$1 with $2: want one line beginning with $1:3: and got: $out"
  fi
}

allowed() {
  make_tree "$1" "$2"
  bash "$check" "$tree" >/dev/null || fail "$1 may not include $2"
}

forbidden classifier/a.cc '"data/loader/b.h"'
forbidden classifier/a.cc '"service/b.h"'
forbidden classifier/a.cc '"tests/b.h"'
forbidden classifier/a.h '"izin/v1/activity.pb.h"'
forbidden classifier/a.h '"izin/internal/rules.pb.h"'
forbidden classifier/a.h '"google/protobuf/message.h"'
forbidden classifier/a.h '<grpcpp/grpcpp.h>'
forbidden classifier/a.h '<rocksdb/db.h>'
forbidden classifier/a.cc '<sodium.h>'
forbidden classifier/a.cc '<unistd.h>'
forbidden classifier/a.cc '"b.h"'
forbidden classifier/internal/a.cc '"spdlog/spdlog.h"'
forbidden classifier/a.cc 'HEADER'
forbidden classifier/a.cc '"classifier/../service/b.h"'
forbidden data/loader/a.cc '"service/b.h"'
forbidden data/loader/a.cc '"izin/v1/activity.pb.h"'
forbidden data/loader/a.cc '"izin/internal/rules.grpc.h"'
forbidden data/loader/a.cc '"google/rpc/status.pb.h"'
forbidden data/loader/a.cc '<grpcpp/server.h>'
forbidden data/loader/a.cc '"rocksdb/db.h"'
forbidden data/loader/a.cc '"classifier/internal/b.h"'
forbidden service/a.cc '"classifier/internal/b.h"'
forbidden service/a.cc '"data/loader/internal/b.h"'
forbidden service/cmd/a.cc '"service/store/internal/b.h"'
forbidden tests/service/a_test.cc '"classifier/internal/b.h"'

allowed classifier/a.cc '<vector>'
allowed classifier/a.cc '"absl/strings/str_cat.h"'
allowed classifier/a.cc '"classifier/internal/b.h"'
allowed classifier/internal/a.cc '"classifier/internal/b.h"'
allowed data/loader/a.cc '<sodium.h>'
allowed data/loader/a.cc '"classifier/b.h"'
allowed data/loader/a.cc '"data/loader/internal/b.h"'
allowed data/loader/a.cc '"izin/internal/rules.pb.h"'
allowed data/loader/a.cc '"google/protobuf/text_format.h"'
allowed service/a.cc '"data/loader/b.h"'
allowed service/a.cc '<grpcpp/grpcpp.h>'
allowed tests/classifier/a_test.cc '"classifier/internal/b.h"'

# A folder without any file of the project is a wrong argument, not a pass.
mkdir "$scratch/empty"
if bash "$check" "$scratch/empty" >/dev/null; then fail "layering.sh passes on an empty folder"; fi

# --- (c) what is linked ---
cmake --graphviz="$scratch/targets.dot" "$IZIN_BINARY_DIR" >"$scratch/cmake.log" 2>&1 ||
  { cat "$scratch/cmake.log"; fail "cmake --graphviz"; }

# The names of all that target $1 depends on, directly or not, itself first.
reached_from() {
  awk -v start="$1" '
    # "node12" [ label = "izin_classifier\n(izin::classifier)", shape = octagon ];
    match($0, /\[ *label = "/) && $0 !~ /->/ {
      split($0, part, "\"")
      label = part[4]
      sub(/\\n.*/, "", label)
      name[part[2]] = label
      if (label == start) first = part[2]
    }
    # "node12" -> "node3" [ style = dotted ] // izin_classifier -> absl::strings
    / -> "/ {
      split($0, part, "\"")
      edges[part[2]] = edges[part[2]] " " part[4]
    }
    END {
      if (first == "") exit 1
      count = 1
      queue[1] = first
      seen[first] = 1
      for (i = 1; i <= count; ++i) {
        print name[queue[i]]
        targets = split(edges[queue[i]], target, " ")
        for (j = 1; j <= targets; ++j) {
          if (!(target[j] in seen)) {
            seen[target[j]] = 1
            queue[++count] = target[j]
          }
        }
      }
    }
  ' "$scratch/targets.dot"
}

readonly heavy='grpc|rocksdb'
for target in izin_classifier izin_loader; do
  if ! reached=$(reached_from "$target"); then
    fail "$target is no target in the graph"
    continue
  fi
  if found=$(grep -iE "$heavy" <<<"$reached"); then fail "$target links: $(paste -sd' ' <<<"$found")"; fi
done

# The graph shows such links where they are, so that the two above could have been found.
grep -qx 'gRPC::grpc++' <<<"$(reached_from izin_proto_v1_grpc)" || fail "the graph hides that izin_proto_v1_grpc links gRPC"
grep -qx izin_classifier <<<"$(reached_from izin_loader)" || fail "the graph hides that izin_loader links izin_classifier"

if ((failures > 0)); then
  echo "$failures failures"
  exit 1
fi
echo "ok"
