// The roles that the program has: roles.textproto.

#ifndef IZIN_SERVICE_SERVER_ACCESS_EMBEDDED_ROLES_H_
#define IZIN_SERVICE_SERVER_ACCESS_EMBEDDED_ROLES_H_

#include "absl/strings/string_view.h"

namespace izin {

absl::string_view EmbeddedRoles();

}  // namespace izin

#endif  // IZIN_SERVICE_SERVER_ACCESS_EMBEDDED_ROLES_H_
