#!/usr/bin/env bash
# Run by package_test.sh inside a root where systemd is up: does what OPERATIONS.md says step by step, out of the document
# itself, and looks at what came of it.
set -eEuo pipefail
cd /shared

exec 3>&1  # steps write into walk.log
fail() {
  exec >&3
  echo "FAILED: $*"
  systemctl status izind izind@2 haproxy prometheus prometheus-alertmanager --no-pager --lines 10 2>&1 | cut -c1-200 || true
  tail -n 30 /shared/walk.log
  exit 1
}
at="the beginning"
trap 'fail "$at"' ERR
# The commands of step $1.
step() {
  awk -v step="$1" '
    /^## / { here = $0 ~ /step by step/ }
    here && /^[0-9]+\. / { at = $1 + 0 }
    here && /^ *```/ { is_code = /```sh/ && at == step; next }
    is_code { sub(/^   /, ""); print }' /shared/OPERATIONS.md
}
do_step() {
  local commands
  commands=$(step "$1")
  [[ -n $commands ]] || fail "OPERATIONS.md has no step $1"
  at="step $1"
  eval "$commands" >>/shared/walk.log 2>&1
}
alerts() { curl --silent http://127.0.0.1:9090/api/v1/alerts; }

for number in 1 2 3; do do_step "$number"; done
[[ $(curl --silent --fail http://127.0.0.1:8991/readyz) == ready ]] || fail "the second server is not ready"
[[ $(stat -c '%U:%G %a' /var/lib/izin2) == "izin:izin 700" ]] || fail "its folder: $(stat -c '%U:%G %a' /var/lib/izin2)"
do_step 4
do_step 5
grep -q 56101-1 /shared/walk.log || fail "no answer through the edge"
refused=$(edge portal decisions list 2>&1) && fail "a portal reads decisions: $refused"
[[ $refused == *"for officers only"* ]] || fail "a portal that asks for decisions is told: $refused"
izin classify --kbli 56101 --scale micro --location land --server 127.0.0.1:443 --tls-ca authority.crt --timeout 5 \
  >/dev/null 2>&1 && fail "an answer without a certificate"
do_step 6
for _ in {1..100}; do
  up=$(curl --silent 'http://127.0.0.1:9090/api/v1/query?query=up==1' | grep -o '"instance"' | wc -l) || true
  if [[ $up == 3 ]]; then break; fi
  sleep 1
done
[[ $up == 3 ]] || fail "Prometheus reaches $up of 3"
[[ $(alerts) != *Izin* ]] || fail "an alert of a healthy pair: $(alerts)"
do_step 7
grep -q 'IzinDown.*izin/playbooks/IzinDown.md' /shared/walk.log || fail "no alert: $(alerts)"

# --- an upgrade starts the two anew, and callers see nothing of it ---
before=$(systemctl show --property=MainPID --value izind izind@2)
(
  for _ in {1..400}; do
    if [[ -e /shared/upgraded ]]; then break; fi
    edge portal classify --kbli 56101 --scale small --location land --scope 56101-1 >/dev/null || echo failed
    sleep 0.05
  done
) >/shared/calls 2>&1 &
calls=$!
dpkg -i /shared/later/izin_0.1.1_*.deb >/shared/upgrade.log 2>&1 || fail "upgrade: $(cat /shared/upgrade.log)"
touch /shared/upgraded
wait "$calls"
[[ ! -s /shared/calls ]] || fail "calls during the upgrade: $(head -n 3 /shared/calls)"
after=$(systemctl show --property=MainPID --value izind izind@2)
for number in 1 3; do
  [[ $(sed -n ${number}p <<<"$before") != "$(sed -n ${number}p <<<"$after")" ]] || fail "not started anew: $before -> $after"
done
touch /shared/walked
