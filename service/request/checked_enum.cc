#include "service/request/checked_enum.h"

namespace izin {

std::string EnumChoices(const google::protobuf::EnumDescriptor& values, absl::string_view last) {
  std::string choices;
  const int count = values.value_count();
  for (int i = 1; i < count; ++i) {  // 0 is the value that is not given
    if (i > 1) absl::StrAppend(&choices, i + 1 < count ? "," : absl::StrCat(" ", last), " ");
    absl::StrAppend(&choices, values.value(i)->name());
  }
  return choices;
}

}  // namespace izin
