#include "service/render/api_words.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace izin {
namespace {

constexpr absl::string_view kUnspecified = "UNSPECIFIED";

}  // namespace

std::string ApiWord(const google::protobuf::EnumDescriptor& values, int number) {
  const google::protobuf::EnumValueDescriptor* value = values.FindValueByNumber(number);
  if (value == nullptr) return absl::StrCat(number);
  // All values begin as the first does, whose word is known.
  const std::size_t prefix = values.value(0)->name().size() - kUnspecified.size();
  return value->name().substr(prefix);
}

}  // namespace izin
