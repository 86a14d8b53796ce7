#include "service/reclassify/json_rows.h"

#include "absl/container/flat_hash_map.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include <simdjson.h>

#include "service/base/csv_records.h"
#include "service/base/excerpt.h"
#include "service/reclassify/typed_row.h"

namespace izin {
namespace {

namespace ondemand = simdjson::ondemand;

static_assert(kJsonPadding >= simdjson::SIMDJSON_PADDING);

// "heldPermits" of "held_permits".
std::string Camel(absl::string_view name) {
  std::string camel;
  bool is_upper = false;
  for (char c : name) {
    if (c != '_') camel += is_upper ? absl::ascii_toupper(static_cast<unsigned char>(c)) : c;
    is_upper = c == '_';
  }
  return camel;
}

absl::string_view View(std::string_view text) { return {text.data(), text.size()}; }

}  // namespace

struct JsonRows::Parser {
  // What a name stands for within an object.
  struct Entry {
    RowField field = RowField::kBusinessId;
    int object = -1;  // or the object that it opens
  };
  using Names = absl::flat_hash_map<std::string, Entry>;
  static constexpr absl::string_view kObjects[] = {"", "activity.", "activity.investment.",
                                                   "activity.sea.", "activity.forest."};

  Parser() {
    for (std::size_t i = 0; i < kRowFieldCount; ++i) {
      const auto field = static_cast<RowField>(i);
      const absl::string_view path = FieldPath(field);
      const absl::string_view parent = path.substr(0, path.rfind('.') + 1);
      for (int object = 0; object < 5; ++object) {
        if (kObjects[object] == parent) Add(object, path.substr(parent.size()), {.field = field});
      }
    }
    Add(0, "activity", {.object = 1});
    Add(1, "investment", {.object = 2});
    Add(1, "sea", {.object = 3});
    Add(1, "forest", {.object = 4});
    joined.reserve(2 * kMaxRecordBytes);  // so that what points into it stays
  }

  void Add(int object, absl::string_view name, Entry entry) {
    names[object].emplace(std::string(name), entry);
    names[object].emplace(Camel(name), entry);
  }

  bool Fail(RowFault& fault, absl::string_view field, std::string reason) const {
    fault = {.field = std::string(field), .value = "", .reason = std::move(reason)};
    return false;
  }

  bool ReadObject(ondemand::object object, int which, RowTexts& texts, RowFault& fault) {
    for (auto member : object) {
      std::string_view name;
      ondemand::value value;
      if (member.unescaped_key().get(name) != simdjson::SUCCESS ||
          member.value().get(value) != simdjson::SUCCESS)
        return Fail(fault, "", "no JSON object");
      const auto found = names[which].find(View(name));
      if (found == names[which].end())
        return Fail(fault, "",
                    absl::StrCat("no field \"", Excerpt(View(name), 40),
                                 "\": want a Business, as the API has it"));
      const bool is_read = found->second.object < 0
                               ? ReadValue(value, found->second.field, texts, fault)
                               : ReadNested(value, found->second.object, texts, fault);
      if (!is_read) return false;
    }
    return true;
  }

  bool ReadNested(ondemand::value value, int which, RowTexts& texts, RowFault& fault) {
    ondemand::object object;
    if (value.get_object().get(object) == simdjson::SUCCESS)
      return ReadObject(object, which, texts, fault);
    return Fail(fault, absl::StripSuffix(kObjects[which], "."), "want an object");
  }

  bool ReadValue(ondemand::value value, RowField field, RowTexts& texts, RowFault& fault) {
    ondemand::json_type type{};
    if (value.type().get(type) == simdjson::SUCCESS && type != ondemand::json_type::object) {
      if (type == ondemand::json_type::array) return ReadList(value, field, texts, fault);
      if (ReadScalar(value, type, field, texts[field])) return true;
    }
    return Fail(fault, ColumnName(field), "want a text, a number, true or false");
  }

  bool ReadScalar(ondemand::value value, ondemand::json_type type, RowField field,
                  absl::string_view& text) {
    if (type == ondemand::json_type::string) {
      std::string_view string;
      if (value.get_string().get(string) != simdjson::SUCCESS) return false;
      text = View(string);
      return true;
    }
    text = absl::StripAsciiWhitespace(View(value.raw_json_token()));
    if (type == ondemand::json_type::null) return absl::ConsumePrefix(&text, "null");
    if (type == ondemand::json_type::boolean) return text == "true" || text == "false";
    double number = 0;
    return value.get_double().get(number) == simdjson::SUCCESS && NameNumber(field, text);
  }

  // The number of an enum becomes its name: in words the same digits are a code of the OSS guide.
  static bool NameNumber(RowField field, absl::string_view& text) {
    const google::protobuf::EnumDescriptor* words = WordsOf(field);
    if (words == nullptr) return true;
    int number = 0;
    if (!absl::SimpleAtoi(text, &number)) return false;
    const auto* value = words->FindValueByNumber(number);
    if (value == nullptr) return false;
    text = number == 0 ? absl::string_view() : absl::string_view(value->name());
    return true;
  }

  bool ReadList(ondemand::value value, RowField field, RowTexts& texts, RowFault& fault) {
    const std::size_t begin = joined.size();
    ondemand::array array;
    if (value.get_array().get(array) != simdjson::SUCCESS)
      return Fail(fault, ColumnName(field), "no JSON array");
    for (auto item : array) {
      ondemand::value element;
      ondemand::json_type type{};
      absl::string_view text;
      const bool is_read =
          item.get(element) == simdjson::SUCCESS && element.type().get(type) == simdjson::SUCCESS &&
          (type == ondemand::json_type::string || type == ondemand::json_type::number) &&
          ReadScalar(element, type, field, text);
      if (!is_read || absl::StrContains(text, "|"))
        return Fail(fault, ColumnName(field), "want a list of texts without |");
      if (joined.size() > begin) joined += kListMark;
      joined.append(text.data(), text.size());
    }
    texts[field] = absl::string_view(joined).substr(begin);
    return true;
  }

  ondemand::parser json;
  Names names[5];
  std::string joined;  // lists
};

JsonRows::JsonRows() : parser_(std::make_unique<Parser>()) {}
JsonRows::~JsonRows() = default;

bool JsonRows::Read(absl::string_view line, RowTexts& texts, RowFault& fault) {
  texts = RowTexts();
  parser_->joined.clear();
  ondemand::document document;
  ondemand::object object;
  const simdjson::padded_string_view padded(line.data(), line.size(), line.size() + kJsonPadding);
  if (parser_->json.iterate(padded).get(document) != simdjson::SUCCESS ||
      document.get_object().get(object) != simdjson::SUCCESS)
    return parser_->Fail(fault, "", "no JSON object: want a Business on each line");
  if (!parser_->ReadObject(object, 0, texts, fault)) return false;
  if (document.current_location().error() == simdjson::OUT_OF_BOUNDS) return true;
  return parser_->Fail(fault, "", "something follows the JSON object");
}

}  // namespace izin
