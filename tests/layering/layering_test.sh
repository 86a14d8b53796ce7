#!/usr/bin/env bash
# The arrows of the design hold: the check of includes passes on the tree and can fail for each kind of violation, and
# the libraries that must stay free of gRPC, RocksDB or rulesets link none of them, directly or through others.
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
forbidden service/answer/a.cc '"classifier/internal/b.h"'
forbidden service/answer/a.cc '"data/loader/internal/b.h"'
forbidden service/server/a.h '<rocksdb/db.h>'
forbidden service/answer/a.cc '"rocksdb/db.h"'
forbidden service/store/a.h '<rocksdb/db.h>'
forbidden service/answer/a.cc '"service/store/internal/b.h"'
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
allowed service/cli/a.cc '"data/loader/b.h"'
allowed service/answer/a.cc '<grpcpp/grpcpp.h>'
allowed service/store/internal/a.h '<rocksdb/db.h>'
allowed service/store/a.cc '"service/store/internal/b.h"'
allowed tests/classifier/a_test.cc '"classifier/internal/b.h"'

# Every pair of rooms of service/: down is allowed, up is not, and neither are two on one floor.
readonly floors=("cmd" "cli console" "server" "transport" "reclassify" "lifecycle" "review" "answer" "decisions"
  "lookup" "render" "request" "rulesets" "store" "base")
for ((upper = 0; upper < ${#floors[@]}; ++upper)); do
  for room in ${floors[upper]}; do
    allowed "service/$room/a.cc" "\"service/$room/b.h\""
    for other in ${floors[upper]}; do
      if [[ $other != "$room" ]]; then forbidden "service/$room/a.cc" "\"service/$other/b.h\""; fi
    done
    for ((lower = upper + 1; lower < ${#floors[@]}; ++lower)); do
      for below in ${floors[lower]}; do
        allowed "service/$room/a.cc" "\"service/$below/b.h\""
        forbidden "service/$below/a.h" "\"service/$room/b.h\""
      done
    done
  done
done
forbidden service/answer/a.cc '"service/attic/b.h"'

# A file that lies in no room.
make_tree service/a.cc '<vector>'
if bash "$check" "$tree" >/dev/null; then fail "a file outside the rooms passes"; fi
make_tree service/attic/a.cc '<vector>'
if bash "$check" "$tree" >/dev/null; then fail "a room that the order does not name passes"; fi

# A folder without any file of the project is a wrong argument, not a pass.
mkdir "$scratch/empty"
if bash "$check" "$scratch/empty" >/dev/null; then fail "layering.sh passes on an empty folder"; fi

# --- (c) what is linked ---

# CMake wrote down, when it configured, what each of these links, directly or through others (izin_write_link_closure).
readonly heavy='grpc|rocksdb'
closure_of() { cat "$IZIN_BINARY_DIR/link_closure/$1.txt"; }

for target in izin_classifier izin_loader; do
  if ! closure_of "$target" | grep -qx "$target"; then fail "$target: no link closure"; fi
  if found=$(closure_of "$target" | grep -iE "$heavy"); then fail "$target links: $(paste -sd' ' <<<"$found")"; fi
  while read -r archive; do
    if symbols=$(nm "$archive" | grep -iE "$heavy"); then fail "$archive refers to: $(head -n 3 <<<"$symbols")"; fi
  done <"$IZIN_BINARY_DIR/link_closure/$target.archives"
done

# The reader of answers is for other programs: it brings RocksDB, and neither gRPC nor a ruleset.
readonly not_of_readers='grpc|izin_(rulesets|classifier|loader|request|render|decisions|answer)'
if found=$(closure_of izin_cache_reader | grep -iE "$not_of_readers"); then
  fail "izin_cache_reader links: $(paste -sd' ' <<<"$found")"
fi
while read -r archive; do
  if symbols=$(nm -C "$archive" | grep -E ' U .*grpc'); then fail "$archive refers to: $(head -n 3 <<<"$symbols")"; fi
done <"$IZIN_BINARY_DIR/link_closure/izin_cache_reader.archives"
closure_of izin_cache_reader | grep -qi rocksdb || fail "the closure hides that izin_cache_reader links RocksDB"

# Such links are seen where they are, so that the two above could have been found.
closure_of izin_server | grep -qx 'gRPC::grpc++' || fail "the closure hides that izin_server links gRPC"
closure_of izin_loader | grep -qx izin_classifier || fail "the closure hides that izin_loader links izin_classifier"

if ((failures > 0)); then
  echo "$failures failures"
  exit 1
fi
echo "ok"
