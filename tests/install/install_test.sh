#!/usr/bin/env bash
# What is installed can be used: programs that know the installed tree alone find the package, build against it, and read
# an answer beside the server that gave it, or ask for one.
#
# Reads IZIN_SOURCE_DIR and IZIN_BINARY_DIR, which ctest sets.
set -euo pipefail

: "${IZIN_SOURCE_DIR:?}" "${IZIN_BINARY_DIR:?}"
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

# --- install and build ---
cmake --install "$IZIN_BINARY_DIR" --prefix "$scratch/installed" >"$scratch/install.log"
# As elsewhere on the machine: nothing of this tree may be found.
build_example() {
  cp -r "$IZIN_SOURCE_DIR/tests/install/$1" "$scratch/$1.source"
  env -u IZIN_SOURCE_DIR -u IZIN_BINARY_DIR cmake -S "$scratch/$1.source" -B "$scratch/$1" -G Ninja \
    -DCMAKE_PREFIX_PATH="$scratch/installed" -DCMAKE_BUILD_TYPE=Release >"$scratch/configure.log" 2>&1 ||
    fail "$1 does not configure: $(tail -n 20 "$scratch/configure.log")"
  cmake --build "$scratch/$1" >"$scratch/build.log" 2>&1 ||
    fail "$1 does not build: $(tail -n 20 "$scratch/build.log")"
}
build_example reader_example
build_example client_example
# Who only asks a server needs none of the libraries of its database.
if ldd "$scratch/client_example/client_example" | grep -E 'rocksdb|sodium|xapian'; then fail "the client links a database"; fi
if grep -rqF "$IZIN_SOURCE_DIR" "$scratch/installed/lib" --include='*.cmake'; then
  fail "the installed package names the tree: $(grep -rF "$IZIN_SOURCE_DIR" "$scratch/installed/lib" --include='*.cmake')"
fi

# --- an answer, read beside the server that gave it ---
: >"$scratch/izind.out"
"$scratch/installed/bin/izind" --listen 127.0.0.1:0 --data-dir "$scratch/data" >"$scratch/izind.out" 2>"$scratch/izind.log" &
server=$!
address=""
for _ in {1..300}; do
  read -r line <"$scratch/izind.out" || true
  if [[ ${line:-} =~ ^izind\ listening\ on\ (.+)$ ]]; then
    address=${BASH_REMATCH[1]}
    break
  fi
  sleep 0.1
done
[[ -n $address ]] || fail "the installed izind does not start: $(cat "$scratch/izind.log")"
answer=$("$scratch/installed/bin/izin" classify --kbli 56101 --scale micro --location land --format json --server "$address")
name=$(grep -oE 'classifications/[0-9a-f]{32}' <<<"$answer" | head -n 1)
[[ -n $name ]] || fail "the answer has no name: $answer"
read_answer=""
for _ in {1..100}; do
  read_answer=$("$scratch/reader_example/reader_example" "$scratch/data" "$name" 2>"$scratch/reader.log") && break
  sleep 0.1
done
[[ $read_answer == "56101 RISK_LEVEL_MEDIUM_LOW"$'\n'"NIB"* ]] || fail "read: $read_answer $(cat "$scratch/reader.log")"

# A name that nothing was given for is said to be so.
status=0
"$scratch/reader_example/reader_example" "$scratch/data" classifications/00000000000000000000000000000000 2>"$scratch/reader.log" ||
  status=$?
[[ $status == 1 ]] || fail "an unknown name: exit $status"
grep -q 'NOT_FOUND' "$scratch/reader.log" || fail "an unknown name: $(cat "$scratch/reader.log")"

# --- an answer and a refusal, as the client tells them ---
asked=$("$scratch/client_example/client_example" "$address" 56101 2>"$scratch/client.log") || fail "client: $(cat "$scratch/client.log")"
[[ $asked == "$read_answer" ]] || fail "the client says: $asked"
status=0
"$scratch/client_example/client_example" "$address" 5610 >"$scratch/client.out" 2>"$scratch/client.log" || status=$?
[[ $status == 1 && ! -s $scratch/client.out ]] || fail "a refusal: exit $status"
grep -q '^activity.kbli_code: "5610": tulis 5 angka' "$scratch/client.log" || fail "a refusal: $(cat "$scratch/client.log")"
kill -TERM "$server"
wait "$server" || fail "the server ended with $?: $(cat "$scratch/izind.log")"
server=""
echo "ok"
