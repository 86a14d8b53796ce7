// What the process tells the manager of its service, systemd or another that speaks sd_notify.

#ifndef IZIN_SERVICE_SERVER_SERVICE_MANAGER_H_
#define IZIN_SERVICE_SERVER_SERVICE_MANAGER_H_

#include "absl/strings/string_view.h"

namespace izin {

// The manager gives its socket in NOTIFY_SOCKET. Without one these do nothing, and a message that
// it does not take is lost: no call waits or fails. Thread-safe.

// The service is started (READY=1) and serves on `address`.
void TellManagerReady(absl::string_view address);

// The process is not stuck (WATCHDOG=1). To be told at least twice in the unit's WatchdogSec.
void TellManagerAlive();

// The service takes no more and ends (STOPPING=1).
void TellManagerStopping();

}  // namespace izin

#endif  // IZIN_SERVICE_SERVER_SERVICE_MANAGER_H_
