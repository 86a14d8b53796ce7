#!/usr/bin/env bash
# What each pod of the Indexed Job runs, run here: the shards together are what one run without shards answers, and a shard
# that is run again writes the same.
#
# Reads IZIN_SOURCE_DIR and IZIN_BINARY_DIR, which ctest sets.
set -euo pipefail

: "${IZIN_SOURCE_DIR:?}" "${IZIN_BINARY_DIR:?}"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
fail() {
  echo "FAILED: $*"
  exit 1
}
# The lines of the block "command: [sh, -euc, |", without their indentation.
command=$(awk '/^            - \|$/ {on = 1; next} on && !/^              / {exit} on {print substr($0, 15)}' \
  "$IZIN_SOURCE_DIR/deploy/kubernetes/registry/job.yaml")
grep -q 'izin classify --requests -' <<<"$command" || fail "the command of the job: $command"
run_shard() { # of how many, which
  PATH=$IZIN_BINARY_DIR/bin:$PATH FOLDER=$scratch SHARDS=$1 JOB_COMPLETION_INDEX=$2 sh -euc "$command"
}

for code in 56101 55101 47111 01111 1 62010 41011 10710 86105 49422; do
  echo "{\"activity\": {\"kbliCode\": \"$code\", \"scale\": \"BUSINESS_SCALE_SMALL\", \"locations\": [\"LOCATION_TYPE_LAND\"]}}"
done >"$scratch/requests.jsonl"
run_shard 1 0
mv "$scratch/answers-0.jsonl" "$scratch/all.jsonl"
[[ $(wc -l <"$scratch/all.jsonl") == 10 ]] || fail "not an answer for each line: $(cut -c1-80 "$scratch/all.jsonl")"
grep -q '"INVALID_ARGUMENT"' "$scratch/all.jsonl" || fail "a wrong code was not refused"
for shard in 0 1 2; do run_shard 3 "$shard"; done
# The line that an error names is one of its shard.
sorted() { sed -E 's/,"line":[0-9]+//' "$@" | sort; }
diff <(sorted "$scratch/all.jsonl") <(sorted "$scratch"/answers-?.jsonl) || fail "the shards answer otherwise"
cp "$scratch/answers-1.jsonl" "$scratch/before"
run_shard 3 1
cmp "$scratch/before" "$scratch/answers-1.jsonl" || fail "a shard that runs again writes otherwise"
rm "$scratch"/answers-?.jsonl "$scratch/requests.jsonl"
if run_shard 3 0 || compgen -G "$scratch/answers-*" >/dev/null; then fail "no requests, and no failure"; fi
echo "ok"
