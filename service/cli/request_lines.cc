#include "service/cli/request_lines.h"

#include <limits>
#include <string_view>  // simdjson's
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/util/json_util.h"
#include <simdjson.h>

#include "service/base/excerpt.h"
#include "service/request/request_faults.h"

namespace izin::cli {
namespace {

namespace json = ::simdjson::ondemand;

constexpr absl::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::size_t kShown = 40;  // bytes of a line in a message

bool IsUtf16(absl::string_view text) {
  return absl::StartsWith(text, "\xFF\xFE") || absl::StartsWith(text, "\xFE\xFF");
}

absl::string_view ToView(std::string_view text) { return {text.data(), text.size()}; }

absl::Status NoRequest(absl::string_view why) {
  return absl::InvalidArgumentError(absl::StrCat("no ClassifyActivityRequest: ", why));
}

// A value as it stands in the line.
absl::StatusOr<absl::string_view> Raw(json::value value) {
  std::string_view raw;
  if (simdjson::to_json_string(value).get(raw) != simdjson::SUCCESS)
    return NoRequest("a value that does not end");
  return absl::StripAsciiWhitespace(ToView(raw));
}

// The value of `id`, which must be one that a table can be joined by; "" for null.
absl::StatusOr<std::string> ReadId(json::value value) {
  json::json_type type{};
  if (value.type().get(type) != simdjson::SUCCESS) return NoRequest("an id without a value");
  if (type == json::json_type::null) return std::string();
  if (type == json::json_type::object || type == json::json_type::array)
    return FieldError(FaultKind::kInvalid, "id", "want a string or a number");
  const std::string raw(absl::StripAsciiWhitespace(ToView(value.raw_json_token())));
  double number = 0;
  std::string_view text;
  const bool is_sound =
      type == json::json_type::string
          ? value.get_string().get(text) == simdjson::SUCCESS
          : type == json::json_type::number && value.get_double().get(number) == simdjson::SUCCESS;
  if (is_sound) return raw;
  return FieldError(FaultKind::kInvalid, "id",
                    absl::StrCat(CutAtCharacter(raw, kShown), ": want a string or a number"));
}

// The members of a line beside its id.
struct Members {
  std::string id;
  bool has_id = false;
  std::string others;  // as an object
};

// Takes one member; its raw text goes to `members.others`.
absl::Status Take(simdjson::simdjson_result<json::field> next, Members& members) {
  json::field field;
  if (std::move(next).get(field) != simdjson::SUCCESS) return NoRequest("a member that is cut off");
  const json::raw_json_string key = field.key();
  if (key.is_equal("id")) {
    if (members.has_id) return FieldError(FaultKind::kInvalid, "id", "given twice");
    members.has_id = true;
    absl::StatusOr<std::string> id = ReadId(field.value());
    if (!id.ok()) return id.status();
    members.id = *std::move(id);
    return absl::OkStatus();
  }
  const absl::StatusOr<absl::string_view> raw = Raw(field.value());
  if (!raw.ok()) return raw.status();
  // A key ends at its quote.
  const char* end = key.raw();
  while (*end != '"') end += *end == '\\' ? 2 : 1;
  const absl::string_view name(key.raw(), static_cast<std::size_t>(end - key.raw()));
  absl::StrAppend(&members.others, members.others.empty() ? "" : ",", "\"", name, "\":", *raw);
  return absl::OkStatus();
}

// Parts a line into its members; those before a fault are in `members` all the same.
absl::Status Split(std::string& text, Members& members) {
  thread_local json::parser parser;  // its buffers serve the next line
  text.reserve(text.size() + simdjson::SIMDJSON_PADDING);
  json::document document;
  const simdjson::padded_string_view padded(text.data(), text.size(), text.capacity());
  if (const auto error = parser.iterate(padded).get(document); error != simdjson::SUCCESS)
    return NoRequest(absl::StripSuffix(simdjson::error_message(error), "."));
  json::object object;
  if (document.get_object().get(object) != simdjson::SUCCESS)
    return NoRequest(absl::StrCat("want an object, got ", CutAtCharacter(text, kShown)));
  for (auto field : object) {
    if (absl::Status status = Take(std::move(field), members); !status.ok()) return status;
  }
  const bool is_end = document.current_location().error() == simdjson::OUT_OF_BOUNDS;
  return is_end ? absl::OkStatus() : NoRequest("want one object, and nothing after it");
}

// The values of the enum that such a message names: "type.googleapis.com/izin.v1.BusinessScale".
std::string EnumValuesIn(absl::string_view said) {
  const std::size_t type = said.rfind('/');
  if (type == absl::string_view::npos) return "";
  const auto* descriptor = google::protobuf::DescriptorPool::generated_pool()->FindEnumTypeByName(
      std::string(said.substr(type + 1)));
  if (descriptor == nullptr) return "";
  std::vector<std::string> names;
  for (int i = 1; i < descriptor->value_count(); ++i) names.push_back(descriptor->value(i)->name());
  return absl::StrJoin(names, ", ");
}

// What protobuf says of JSON that it cannot read: a text with the path of the field in brackets
// before it, or with the place and a caret on the lines below it.
absl::Status NotReadable(absl::string_view said) {
  const std::vector<absl::string_view> parts = absl::StrSplit(said, '\n');
  absl::string_view text = absl::StripSuffix(parts[0], ".");
  const std::size_t path_end = text.find("): ");
  if (absl::ConsumePrefix(&text, "(") && path_end != absl::string_view::npos) {
    const std::string path(text.substr(0, path_end - 1));
    text.remove_prefix(path_end + 2);
    const std::string names = EnumValuesIn(text);
    if (names.empty()) return FieldError(FaultKind::kInvalid, path, std::string(text));
    return FieldError(FaultKind::kInvalid, path,
                      absl::StrCat(text.substr(0, text.find(" for type ")), ": want ", names));
  }
  if (parts.size() == 1 || absl::StripAsciiWhitespace(parts[1]).empty()) return NoRequest(text);
  return NoRequest(absl::StrCat(text, " near: ", CutAtCharacter(parts[1], kShown)));
}

absl::StatusOr<v1::ClassifyActivityRequest> ReadRequest(const std::string& text,
                                                        const LineDefaults& defaults) {
  v1::ClassifyActivityRequest request;
  const auto parsed = google::protobuf::util::JsonStringToMessage(text, &request);
  if (!parsed.ok()) {
    return NotReadable(absl::string_view(parsed.message().data(), parsed.message().size()));
  }
  if (request.view() == v1::CLASSIFICATION_VIEW_UNSPECIFIED) request.set_view(defaults.view);
  if (request.language_code().empty()) request.set_language_code(defaults.language_code);
  return request;
}

}  // namespace

LineReader::LineReader(std::istream& in) : in_(in), buffer_(kMaxLineBytes + 2) {}

bool LineReader::Read(RequestLine& line) {
  line = RequestLine();
  if (!status_.ok()) return false;
  in_.getline(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
  const auto taken = static_cast<std::size_t>(in_.gcount());
  bytes_ += static_cast<std::int64_t>(taken);
  if (!in_.bad() && taken > 0) {
    line.number = ++lines_;
    line.is_too_long = in_.fail();
    if (!line.is_too_long) Take(taken - (in_.eof() ? 0 : 1), line);
  }
  if (!in_.bad() && !in_.eof() && in_.fail()) {
    in_.clear();
    in_.ignore(std::numeric_limits<std::streamsize>::max(), '\n');
    bytes_ += static_cast<std::int64_t>(in_.gcount());
  }
  if (in_.bad()) status_ = absl::UnavailableError("the requests cannot be read to their end");
  return status_.ok() && line.number > 0;
}

void LineReader::Take(std::size_t size, RequestLine& line) {
  absl::string_view text(buffer_.data(), size);
  if (line.number == 1 && IsUtf16(text)) {
    status_ = absl::FailedPreconditionError("the requests are in UTF-16: want UTF-8");
    return;
  }
  if (line.number == 1) absl::ConsumePrefix(&text, kByteOrderMark);
  absl::ConsumeSuffix(&text, "\r");
  if (text.size() > kMaxLineBytes) {
    line.is_too_long = true;
    return;
  }
  line.text.reserve(text.size() + simdjson::SIMDJSON_PADDING);
  line.text.assign(text.data(), text.size());
}

LineQuestion ReadQuestion(RequestLine& line, const LineDefaults& defaults) {
  LineQuestion question;
  if (line.is_too_long) {
    question.request = NoRequest(absl::StrCat("a line of more than ", kMaxLineBytes, " bytes"));
    return question;
  }
  if (absl::StripAsciiWhitespace(line.text).empty()) {
    question.request = NoRequest("an empty line");
    return question;
  }
  Members members;
  const absl::Status split = Split(line.text, members);
  question.id = members.id;
  if (split.ok()) {
    question.request = members.has_id
                           ? ReadRequest(absl::StrCat("{", members.others, "}"), defaults)
                           : ReadRequest(line.text, defaults);
  } else {
    question.request = split;
  }
  return question;
}

}  // namespace izin::cli
