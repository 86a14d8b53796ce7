#include "service/server/service_manager.h"

#include <string>

#include "absl/strings/str_cat.h"
#include <systemd/sd-daemon.h>

namespace izin {
namespace {

// The variable stays set, for the messages after this one.
void Tell(const std::string& message) { sd_notify(/*unset_environment=*/0, message.c_str()); }

}  // namespace

void TellManagerReady(absl::string_view address) {
  Tell(absl::StrCat("READY=1\nSTATUS=serves on ", address));
}

void TellManagerAlive() { Tell("WATCHDOG=1"); }

void TellManagerStopping() { Tell("STOPPING=1\nSTATUS=calls under way end"); }

}  // namespace izin
