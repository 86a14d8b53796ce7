#!/usr/bin/env bash
# The Debian package: what is in it, that it installs in a root made by debootstrap, that systemd runs its service there,
# that an upgrade keeps data and configuration, that a removal leaves the data, and that OPERATIONS.md leads from there to two
# servers behind the edge.
#
# The root is made once, in build/package-root, with what the package depends on; each run works on a copy in memory that
# is gone afterwards. Needs to be root: as anybody else it ends with 77, which ctest counts as skipped.
# Reads IZIN_SOURCE_DIR and IZIN_BINARY_DIR, which ctest sets.
set -euo pipefail

: "${IZIN_SOURCE_DIR:?}" "${IZIN_BINARY_DIR:?}"
if ((EUID != 0)); then
  echo "package_test: needs root for debootstrap and systemd-nspawn"
  exit 77
fi
readonly root=$IZIN_BINARY_DIR/package-root
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
fail() {
  echo "FAILED: $*"
  exit 1
}

# What was looked at before has passed; the rest needs what this machine has not.
skip() {
  echo "package_test: $*"
  exit 77
}

# --- the package, and the same as a later version ---
for version in 0.1.0 0.1.1; do
  cpack --config "$IZIN_BINARY_DIR/CPackConfig.cmake" -B "$scratch/$version" -R "$version" >"$scratch/cpack.log" 2>&1 ||
    fail "cpack: $(tail -n 20 "$scratch/cpack.log")"
done
package=$(echo "$scratch"/0.1.0/izin_0.1.0_*.deb)
[[ -f $package ]] || fail "cpack made no izin_0.1.0_*.deb: $(ls "$scratch/0.1.0")"

# --- what is in it ---
dpkg-deb --fsys-tarfile "$package" | tar -tf - | sed 's|^\./||; /\/$/d; /^$/d' | sort >"$scratch/files"
diff "$IZIN_SOURCE_DIR/tests/deploy/package_files.txt" "$scratch/files" || fail "other files than package_files.txt has"
lintian --allow-root --fail-on error --tag-display-limit 0 "$package" || fail "lintian"
dpkg-deb -x "$package" "$scratch/tree"
python3 "$IZIN_SOURCE_DIR/tests/deploy/sbom_check.py" "$scratch/tree/usr/share/doc/izin/izin.spdx.json" \
  "$scratch/tree/usr/bin/izind" || fail "the list of parts"
for page in "$scratch"/tree/usr/share/man/man*/*.gz; do
  found=$(zcat "$page" | mandoc -T lint -W error) || fail "$page: $found"
done
exposure=$(systemd-analyze security --offline=true "$scratch/tree/usr/lib/systemd/system/izind.service" | tail -n 1 |
  grep -oE '[0-9]+\.[0-9]+')
[[ $exposure < 1.5 ]] || fail "systemd-analyze security gives $exposure: want less than 1.5"
echo "package: $(stat -c %s "$package") bytes, exposure $exposure"

# --- a root with what it depends on ---
if [[ ! -f $root.made ]]; then
  rm -rf "$root" "$root.depends"
  mirror=http://deb.debian.org/debian
  debootstrap --variant=minbase --include=systemd,dbus bookworm "$root" "$mirror" >"$scratch/root.log" 2>&1 ||
    skip "no root can be made from $mirror here: $(tail -n 3 "$scratch/root.log")"
  touch "$root.made"
fi
depends=$(dpkg-deb -f "$package" Depends)
# "name (>= version), other | else" as words of apt: the first choice of each; then what OPERATIONS.md puts beside it.
mapfile -t names < <(tr ',' '\n' <<<"$depends" | sed -E 's/^ *([^ |(]+).*/\1/')
names+=(haproxy logrotate prometheus prometheus-alertmanager openssl curl)
if [[ $(cat "$root.depends" 2>/dev/null) != "${names[*]}" ]]; then
  chroot "$root" bash -c 'apt-get -q update && apt-get -q -y --no-install-recommends install "$@"' - "${names[@]}" \
    >"$scratch/root.log" 2>&1 || fail "what it depends on: $(tail -n 20 "$scratch/root.log")"
  chroot "$root" apt-get clean
  echo "${names[*]}" >"$root.depends"
fi

# --- the life of the service, and the walk through OPERATIONS.md, under systemd, on loopback of their own ---
systemd-nspawn --quiet --directory="$root" --volatile=overlay --register=no --keep-unit --private-network \
  --machine="izin-$$" -- /bin/true </dev/null >"$scratch/try.log" 2>&1 ||
  skip "this machine runs no containers: $(tail -n 3 "$scratch/try.log")"

# Runs the script $1, which leaves the file $2 beside it if all went well; it finds the packages there.
in_root() {
  local shared=$scratch/$2
  mkdir -p "$shared/later"
  cp "$package" "$IZIN_SOURCE_DIR/tests/deploy/$1" "$IZIN_SOURCE_DIR/deploy/OPERATIONS.md" "$shared"
  cp "$scratch"/0.1.1/izin_0.1.1_*.deb "$shared/later"
  cp -r "$IZIN_SOURCE_DIR/data" "$shared/data"
  cat >"$shared/life.service" <<UNIT
[Unit]
SuccessAction=poweroff-force
FailureAction=poweroff-force
[Service]
Type=oneshot
ExecStart=/bin/bash /shared/$1
StandardOutput=file:/shared/out
StandardError=file:/shared/out
UNIT
  timeout --kill-after=10 600 systemd-nspawn --quiet --directory="$root" --volatile=overlay --boot --register=no \
    --keep-unit --private-network --machine="izin-$$" --bind="$shared:/shared" --setenv=SYSTEMD_UNIT_PATH=/shared: -- \
    systemd.unit=life.service </dev/null >"$scratch/boot.log" 2>&1 || true
  cat "$shared/out" 2>/dev/null || fail "systemd did not come up: $(tail -n 20 "$scratch/boot.log")"
  [[ -f $shared/$2 ]] || fail "$1"
}
in_root package_life.sh lived
"$IZIN_BINARY_DIR/bin/izin" rules build --data "$IZIN_SOURCE_DIR/data" --ruleset pp28-2025 --output "$scratch/outside.bundle" \
  >"$scratch/bundle.log" || fail "rules build: $(cat "$scratch/bundle.log")"
cmp "$scratch/outside.bundle" "$scratch/lived/inside.bundle" || fail "two machines make two bundles of the same rules"
in_root operations_walk.sh walked
echo "ok"
