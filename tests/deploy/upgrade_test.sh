#!/usr/bin/env bash
# A database of an earlier version, which was killed with its last records in the write-ahead log, is read and carried on by
# this one; it is backed up while it is served, and brought back after damage.
#
# tests/deploy/data/schema-N.tar.xz is one database of each version of the schema, schema-N.txt the ids and codes of its
# records. Reads IZIN_SOURCE_DIR and IZIN_BINARY_DIR, which ctest sets.
set -euo pipefail

: "${IZIN_SOURCE_DIR:?}" "${IZIN_BINARY_DIR:?}"
readonly data=$IZIN_SOURCE_DIR/tests/deploy/data izin=$IZIN_BINARY_DIR/bin/izin
scratch=$(mktemp -d)
server=""
finish() {
  if [[ -n $server ]]; then kill -KILL "$server" 2>/dev/null || true; fi
  rm -rf "$scratch"
}
trap finish EXIT
fail() {
  echo "FAILED: $*"
  exit 1
}
# Ids and codes.
records() { "$izin" decisions list "$@" | awk '{print $1, $3}'; }

# One call, and so one record.
ask() {
  "$izin" classify --requests - --server "$address" >/dev/null <<'REQUEST'
{"activity": {"kbliCode": "01111", "scale": "BUSINESS_SCALE_SMALL", "locations": ["LOCATION_TYPE_LAND"]}}
REQUEST
}

serve() {
  : >"$scratch/out"
  "$IZIN_BINARY_DIR/bin/izind" --listen 127.0.0.1:0 --data-dir "$1" >"$scratch/out" 2>"$scratch/log" &
  server=$!
  for _ in {1..300}; do
    read -r line <"$scratch/out" || true
    if [[ ${line:-} =~ ^izind\ listening\ on\ (.+)$ ]]; then
      address=${BASH_REMATCH[1]}
      return 0
    fi
    sleep 0.1
  done
  fail "izind does not start: $(cat "$scratch/log")"
}
stop() {
  kill -TERM "$server"
  wait "$server" || fail "izind ended with $?: $(cat "$scratch/log")"
  server=""
}

for archive in "$data"/schema-*.tar.xz; do
  schema=$(basename "$archive" .tar.xz)
  folder=$scratch/$schema
  mkdir "$folder"
  tar -C "$folder" --no-same-owner -xJf "$archive"

  # --- read, and carried on ---
  serve "$folder/data"
  diff "$data/$schema.txt" <(records --server "$address") || fail "$schema: other records than were written"
  ask || fail "$schema: not served"
  records --server "$address" >"$folder/now"
  diff "$data/$schema.txt" <(head -n -1 "$folder/now") || fail "$schema: a new record changed the others"
  [[ $(tail -n 1 "$folder/now") == *" 01111" ]] || fail "$schema: no new record: $(cat "$folder/now")"

  # --- backed up while it is served ---
  "$izin" backup --data-dir "$folder/data" --to "$folder/backup" >"$folder/backup.out" || fail "$schema: backup"
  count=$(wc -l <"$folder/now")
  grep -q "decision_log $count\$" <(tr ',' '\n' <"$folder/backup.out") || fail "$schema: $(cat "$folder/backup.out")"
  ask || fail "$schema: not served after its backup"
  [[ $("$izin" backup --data-dir "$folder/data" --to "$folder/backup" 2>&1) == *"is there already"* ]] ||
    fail "$schema: a backup was overwritten"
  stop

  # --- damaged, and brought back ---
  for file in "$folder"/data/*; do echo damaged >"$file"; done
  status=0
  "$IZIN_BINARY_DIR/bin/izind" --listen 127.0.0.1:0 --data-dir "$folder/data" >/dev/null 2>"$scratch/log" || status=$?
  [[ $status == 3 ]] || fail "$schema: served a damaged database, or ended with $status"
  mv "$folder/data" "$folder/damaged"
  "$izin" restore --from "$folder/backup" --data-dir "$folder/data" >/dev/null || fail "$schema: restore"
  serve "$folder/data"
  diff "$folder/now" <(records --server "$address") || fail "$schema: other records than were backed up"
  stop
  echo "$schema: $count records"
done
