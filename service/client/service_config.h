// What gRPC is told of the services of izin.v1: how calls are spread, and which may be sent again.

#ifndef IZIN_SERVICE_CLIENT_SERVICE_CONFIG_H_
#define IZIN_SERVICE_CLIENT_SERVICE_CONFIG_H_

#include <string>

namespace izin {

// A gRPC service config as JSON: calls go to all resolved addresses in turn (round_robin), and a
// method whose proto says NO_SIDE_EFFECTS is sent again after UNAVAILABLE, at most `attempts` times
// in all, 0.1 s apart at first and up to 1 s later. Every other method is sent once. `attempts` of
// 1 sends everything once; gRPC takes at most 5.
std::string ServiceConfig(int attempts);

}  // namespace izin

#endif  // IZIN_SERVICE_CLIENT_SERVICE_CONFIG_H_
