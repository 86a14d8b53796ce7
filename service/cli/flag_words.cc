#include "service/cli/flag_words.h"

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_replace.h"

namespace izin::cli {
namespace {

using ::google::protobuf::EnumDescriptor;

struct Abbreviation {
  absl::string_view values;
  absl::string_view text;
  absl::string_view word;
};

constexpr Abbreviation kAbbreviations[] = {
    {"Zone", "kek", "special-economic-zone"},
    {"Zone", "kpbpb", "free-trade-zone"},
};

// The enums whose values have codes of the guide: its code plus `offset` is the value's number. The
// reference values hold the same codes.
struct OssCodes {
  absl::string_view values;
  int offset;
};

constexpr OssCodes kOssCodes[] = {
    {"ActorType", 0},
    {"BusinessScale", 0},
    {"LocationType", 0},
    {"Zone", 1},  // the guide has no code for a place outside them all
};

std::optional<int> NumberOfOssCode(const EnumDescriptor& values, absl::string_view text) {
  int code = 0;
  // Two digits: the parser of numbers would pass over a blank or a sign.
  const bool is_code = text.size() == 2 && absl::ascii_isdigit(static_cast<unsigned char>(text[0]));
  if (!is_code || !absl::SimpleAtoi(text, &code) || code < 1) return std::nullopt;
  for (const OssCodes& coded : kOssCodes) {
    if (coded.values != values.name()) continue;
    const auto* value = values.FindValueByNumber(code + coded.offset);
    if (value != nullptr) return value->number();
  }
  return std::nullopt;
}

}  // namespace

std::string Dashed(absl::string_view name) {
  return absl::StrReplaceAll(absl::AsciiStrToLower(name), {{"_", "-"}});
}

std::vector<std::string> FlagWords(const EnumDescriptor& values) {
  std::vector<std::string> words;
  for (int i = 1; i < values.value_count(); ++i)
    words.push_back(Dashed(ApiWord(values, values.value(i)->number())));
  return words;
}

std::optional<int> NumberOfWord(const EnumDescriptor& values, absl::string_view text) {
  if (const std::optional<int> number = NumberOfOssCode(values, text); number.has_value())
    return number;
  std::string wanted = absl::AsciiStrToLower(text);
  for (const Abbreviation& known : kAbbreviations) {
    if (known.values == values.name() && known.text == wanted) wanted = std::string(known.word);
  }
  const std::vector<std::string> words = FlagWords(values);
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == wanted) return values.value(static_cast<int>(i) + 1)->number();
  }
  return std::nullopt;
}

}  // namespace izin::cli
