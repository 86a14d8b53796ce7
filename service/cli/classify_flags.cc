#include "service/cli/classify_flags.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"

#include "service/cli/flag_words.h"

namespace izin::cli {
namespace {

using ::google::protobuf::FieldDescriptor;
using ::google::protobuf::Message;
using ::google::protobuf::Reflection;

// The type of the field says how its flag is read: several values of a repeated one stand with
// commas between them, and a bool needs no value.
struct Flag {
  const char* name;
  const char* field_path;
  const char* help;
};

constexpr Flag kFlags[] = {
    {"--kbli", "activity.kbli_code", "KBLI code, 5 digits"},
    {"--edition", "activity.kbli_edition", "2020 or 2025; default: the ruleset's"},
    {"--scope", "activity.scope_id", "scope, for example 56101-1"},
    {"--scale", "activity.scale", "micro, small, medium or large"},
    {"--location", "activity.locations", "land, sea, forest; several with commas"},
    {"--capital", "activity.investment.capital_idr",
     "modal usaha without land and building, rupiah"},
    {"--sales", "activity.investment.annual_sales_idr",
     "annual sales of a running business, rupiah"},
    {"--foreign", "activity.investment.foreign", "foreign capital (PMA)"},
    {"--zone", "activity.zone",
     "none, industrial-estate, special-economic-zone (kek), free-trade-zone (kpbpb)"},
    {"--extent", "activity.extent", "within-regency, cross-regency or cross-province"},
    {"--rdtr", "activity.rdtr", "none, not-integrated or integrated"},
    {"--land-condition", "activity.land_condition",
     "for example ordinary, tenant-in-managed-building"},
    {"--settled-days", "activity.sea.settled_days", "continuous calendar days at one place at sea"},
    {"--moving-vessel", "activity.sea.moving_vessel", "the activity at sea moves"},
    {"--core-zone", "activity.sea.conservation_core_zone",
     "in the core zone of a sea conservation area"},
    {"--distance-nm", "activity.sea.distance_nm", "nautical miles from the coast"},
    {"--forest-function", "activity.forest.function", "for example production, protection"},
    {"--forest-use", "activity.forest.use", "for example forestry, plantation"},
    {"--construction", "activity.construction",
     "none, new-building, existing-without-permit, existing-with-permit"},
    {"--environment", "activity.environment", "result of the screening: sppl, ukl-upl or amdal"},
    {"--protected-area", "activity.adjoins_protected_area", "in or beside a protected area"},
    {"--held", "activity.held_permits", "permits already held, for example NIB,SS"},
    {"--region", "activity.region_codes", "Kemendagri codes, for example 1271,1275"},
    {"--actor", "activity.actor_type",
     "entity, individual, representative-office or foreign-entity"},
    {"--legal-form", "activity.legal_form", "for example PT, CV, KOPERASI"},
    {"--land-area-ha", "activity.land_area_ha", "hectares"},
    {"--filed-on", "activity.filed_on", "YYYY-MM-DD; gives deadlines as dates"},
    {"--authority-parameter", "activity.authority_parameters",
     "ids of published parameters that apply"},
    {"--ruleset", "ruleset", "pin a ruleset, for example pp28-2025"},
    {"--as-of", "as_of", "YYYY-MM-DD: the rules in force then"},
    {"--view", "view", "basic or full"},
    {"--lang", "language_code", "id or en"},
    {"--explain", "explain", "show every row of every table that was read"},
};

// A field within a message.
struct Place {
  Message* message;
  const FieldDescriptor* field;
};

// The messages on the way come to be there: a field of the request is looked up when it is given,
// not before.
Place PlaceOf(Message& request, absl::string_view path) {
  Place place{.message = &request, .field = nullptr};
  for (absl::string_view name : absl::StrSplit(path, '.')) {
    if (place.field != nullptr)
      place.message = place.message->GetReflection()->MutableMessage(place.message, place.field);
    place.field = place.message->GetDescriptor()->FindFieldByName(std::string(name));
  }
  return place;
}

// Throws what CLI11 reports as a usage error.
[[noreturn]] void Refuse(const Flag& flag, const std::string& text, const std::string& wanted) {
  throw CLI::ValidationError(flag.name, absl::StrCat("\"", text, "\": want ", wanted));
}

// Whole or fractional; what does not fit the type is refused, never clamped.
bool ParseNumber(const std::string& text, double* value) { return absl::SimpleAtod(text, value); }
template <typename Int>
bool ParseNumber(const std::string& text, Int* value) {
  return absl::SimpleAtoi(text, value);
}

template <typename Number>
Number NumberOf(const Flag& flag, const std::string& text) {
  Number value{};
  if (!ParseNumber(text, &value)) Refuse(flag, text, "a number");
  return value;
}

int EnumOf(const Flag& flag, const FieldDescriptor& field, const std::string& text) {
  const std::optional<int> number = NumberOfWord(*field.enum_type(), text);
  if (!number.has_value()) Refuse(flag, text, absl::StrJoin(FlagWords(*field.enum_type()), ", "));
  return *number;
}

// Sets the field of a flag, or adds to it, from one value as typed.
void Set(const Flag& flag, const std::string& text, const Place& place) {
  Message* const message = place.message;
  const FieldDescriptor* const field = place.field;
  const Reflection& fields = *message->GetReflection();
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_ENUM: {
      const int number = EnumOf(flag, *field, text);
      return field->is_repeated() ? fields.AddEnumValue(message, field, number)
                                  : fields.SetEnumValue(message, field, number);
    }
    case FieldDescriptor::CPPTYPE_INT32:
      return fields.SetInt32(message, field, NumberOf<std::int32_t>(flag, text));
    case FieldDescriptor::CPPTYPE_INT64:
      return fields.SetInt64(message, field, NumberOf<std::int64_t>(flag, text));
    case FieldDescriptor::CPPTYPE_DOUBLE:
      return fields.SetDouble(message, field, NumberOf<double>(flag, text));
    default:  // no other type has a flag
      return field->is_repeated() ? fields.AddString(message, field, text)
                                  : fields.SetString(message, field, text);
  }
}

void AddFlag(CLI::App& command, const Flag& flag, Message& request) {
  v1::ClassifyActivityRequest any;
  const FieldDescriptor& field = *PlaceOf(any, flag.field_path).field;
  if (field.cpp_type() == FieldDescriptor::CPPTYPE_BOOL) {
    command.add_flag_function(
        flag.name,
        [&flag, &request](std::int64_t count) {
          const Place place = PlaceOf(request, flag.field_path);
          place.message->GetReflection()->SetBool(place.message, place.field, count > 0);
        },
        flag.help);
    return;
  }
  command.add_option_function<std::string>(
      flag.name,
      [&flag, &request, is_list = field.is_repeated()](const std::string& text) {
        const std::vector<std::string> values =
            is_list ? std::vector<std::string>(absl::StrSplit(text, ',', absl::SkipEmpty()))
                    : std::vector<std::string>{text};
        for (const std::string& value : values) Set(flag, value, PlaceOf(request, flag.field_path));
      },
      flag.help);
}

}  // namespace

ClassifyFlags::ClassifyFlags(CLI::App& command) {
  for (const Flag& flag : kFlags) AddFlag(command, flag, request_);
}

std::string FlagOf(absl::string_view field_path) {
  const absl::string_view plain = field_path.substr(0, field_path.find('['));
  for (const Flag& flag : kFlags) {
    if (flag.field_path == plain) return flag.name;
  }
  return std::string(field_path);
}

void AddJointLeaveOption(CLI::App& command, JointLeave& joint_leave) {
  command
      .add_option_function<std::string>(
          "--cuti-bersama",
          [&joint_leave](const std::string& text) {
            joint_leave = text == "count" ? JointLeave::kCounted : JointLeave::kSkipped;
          },
          "due dates skip days of joint leave, or count them [skip]")
      ->check(CLI::IsMember({"skip", "count"}));
}

}  // namespace izin::cli
