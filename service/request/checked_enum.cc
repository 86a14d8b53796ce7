#include "service/request/checked_enum.h"

namespace izin {

std::string NamesOf(const google::protobuf::EnumDescriptor& values) {
  std::string out;
  for (int i = 0; i < values.value_count(); ++i) {
    if (values.value(i)->number() == 0) continue;
    absl::StrAppend(&out, out.empty() ? "" : ", ", values.value(i)->name());
  }
  return out;
}

}  // namespace izin
