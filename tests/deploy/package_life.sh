#!/usr/bin/env bash
# Run by package_test.sh inside a root where systemd is up: installs, asks, upgrades, hangs, removes.
set -euo pipefail
cd /shared

fail() {
  echo "FAILED: $*"
  systemctl status izind --no-pager --lines 30 || true
  exit 1
}
of_unit() { systemctl show --property="$1" --value izind; }
listed() { izin decisions list --server 127.0.0.1:8980 --format json; }
ask() { izin classify --kbli 56101 --scale micro --location land --lang en --server 127.0.0.1:8980; }

# --- installed ---
dpkg -i izin_0.1.0_*.deb >install.log 2>&1 || fail "install: $(cat install.log)"
[[ $(of_unit ActiveState) == active ]] || fail "not started by the installation"
[[ $(of_unit Type) == notify && $(of_unit StatusText) == "serves on 127.0.0.1:8980" ]] || fail "status: $(of_unit StatusText)"
[[ $(systemctl is-enabled izind) == enabled ]] || fail "not enabled"
[[ $(stat -c '%U:%G %a' /var/lib/izin) == "izin:izin 700" ]] || fail "folder: $(stat -c '%U:%G %a' /var/lib/izin)"
# Before grep looks the whole answer is here: grep -q in a pipe would end izin.
answer=$(ask)
grep -q 'risk medium low for a micro business' <<<"$answer" || fail "the answer: $answer"

# --- a bundle of the shipped rules: package_test compares it with one made outside, to the byte ---
(cd / && TZ=Asia/Jayapura izin rules build --data /shared/data --ruleset pp28-2025 --output /shared/inside.bundle) \
  >bundle.log 2>&1 || fail "rules build: $(cat bundle.log)"

# --- confined ---
status=$(cat "/proc/$(of_unit MainPID)/status")
[[ $(awk '/^Uid:/ {print $2}' <<<"$status") == "$(id -u izin)" ]] || fail "runs as another user"
[[ $(awk '/^CapEff:|^CapBnd:/ {print $2}' <<<"$status" | sort -u) == 0000000000000000 ]] || fail "has capabilities"
[[ $(awk '/^NoNewPrivs:|^Seccomp:/ {print $1 $2}' <<<"$status" | xargs) == "NoNewPrivs:1 Seccomp:2" ]] || fail "not confined"

# --- the audit file, taken from the configuration's own line, is rotated ---
sed -i 's/^#audit_log:/audit_log:/' /etc/izin/izind.textproto
systemctl restart izind
izin rules rollback pp28-2025 --server 127.0.0.1:8980 >/dev/null 2>&1 && fail "there was something to roll back"
logrotate --force /etc/logrotate.d/izin >rotate.log 2>&1 || fail "logrotate: $(cat rotate.log)"
izin rules rollback pp24-2018 --server 127.0.0.1:8980 >/dev/null 2>&1 && fail "there was something to roll back"
grep -q '"asked":"pp28-2025"' /var/lib/izin/audit-*.jsonl || fail "not rotated: $(ls -l /var/lib/izin)"
grep -q '"asked":"pp24-2018"' /var/lib/izin/audit.jsonl || fail "not begun anew: $(ls -l /var/lib/izin)"
[[ $(stat -c '%U:%G %a' /var/lib/izin/audit.jsonl) == "izin:izin 600" ]] || fail "audit file: $(ls -l /var/lib/izin)"

# --- upgraded: the configuration of the machine and the records stay ---
echo 'decision_log: "sync"' >>/etc/izin/izind.textproto
before=$(listed)
grep -q '"kbliCode"' <<<"$before" || fail "no record: $before"
first=$(of_unit MainPID)
dpkg -i later/izin_0.1.1_*.deb >upgrade.log 2>&1 || fail "upgrade: $(cat upgrade.log)"
[[ $(of_unit ActiveState) == active && $(of_unit MainPID) != "$first" ]] || fail "not started anew by the upgrade"
grep -q '^decision_log: "sync"$' /etc/izin/izind.textproto || fail "the configuration was overwritten"
[[ $(listed) == "$before" ]] || fail "other records than before: $(listed)"

# --- it hangs: the watchdog ends it and starts it anew ---
mkdir -p /run/systemd/system/izind.service.d
printf '[Service]\nWatchdogSec=2\n' >/run/systemd/system/izind.service.d/soon.conf
systemctl daemon-reload
systemctl restart izind
hung=$(of_unit MainPID)
sleep 4
[[ $(of_unit MainPID) == "$hung" ]] || fail "the watchdog ended a healthy service"
kill -STOP "$hung"
for _ in {1..100}; do
  if [[ $(of_unit MainPID) != "$hung" && $(of_unit ActiveState) == active ]]; then break; fi
  sleep 0.2
done
[[ $(of_unit MainPID) != "$hung" && $(of_unit NRestarts) == 1 ]] || fail "the watchdog did nothing"
[[ $(listed) == "$before" ]] || fail "other records than before it hung"

# --- a fault of the configuration is not tried again ---
echo 'listen: "0.0.0.0:8980"' >>/etc/izin/izind.textproto
systemctl restart izind 2>/dev/null && fail "a public address was taken"
[[ $(of_unit ActiveState) == failed && $(of_unit ExecMainStatus) == 2 ]] || fail "ended with $(of_unit ExecMainStatus)"

# --- removed: the records stay, as they do after a purge ---
dpkg -r izin >remove.log 2>&1 || fail "removal: $(cat remove.log)"
[[ ! -e /usr/bin/izind && -e /etc/izin/izind.textproto ]] || fail "what a removal leaves"
dpkg -P izin >purge.log 2>&1 || fail "purge: $(cat purge.log)"
[[ ! -e /etc/izin/izind.textproto && -e /var/lib/izin/data/CURRENT ]] || fail "what a purge leaves"
touch lived
