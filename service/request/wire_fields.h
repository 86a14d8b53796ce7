// The fields of a message as they stand in its bytes, before a message is made of them.

#ifndef IZIN_SERVICE_REQUEST_WIRE_FIELDS_H_
#define IZIN_SERVICE_REQUEST_WIRE_FIELDS_H_

#include "absl/functional/function_ref.h"
#include "absl/strings/string_view.h"

namespace izin {

// Calls `look` with the content of each field `number` of bytes, a message or a text, until it says
// false or the bytes are no message. Linear.
void ForEachContent(absl::string_view bytes, int number,
                    absl::FunctionRef<bool(absl::string_view)> look);

}  // namespace izin

#endif  // IZIN_SERVICE_REQUEST_WIRE_FIELDS_H_
