#include "service/cli/answer_text/value_titles.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

#include "service/cli/classify_flags.h"

namespace izin::cli {
namespace {

// Whose values ReferenceService lists under which kind, and what they begin with in a question.
struct Listed {
  const char* field_path;
  const char* kind;
  const char* prefix;
};
constexpr Listed kListed[] = {
    {"activity.zone", "zone-kind", "ZONE_"},
    {"activity.extent", "extent", "ADMINISTRATIVE_EXTENT_"},
    {"activity.rdtr", "rdtr", "RDTR_STATUS_"},
    {"activity.land_condition", "land-condition", "LAND_CONDITION_"},
    {"activity.forest.function", "forest-function", "FOREST_FUNCTION_"},
    {"activity.forest.use", "forest-use", "FOREST_USE_"},
    {"activity.construction", "construction", "CONSTRUCTION_"},
    {"activity.environment", "environment", "ENVIRONMENTAL_SCREENING_"},
    {"activity.authority_parameters", "authority-parameter", ""},
};

}  // namespace

std::map<std::pair<std::string, std::string>, std::string> ValueTitlesOf(
    Backend& backend, const v1::Classification& answer, bool is_english) {
  std::map<std::pair<std::string, std::string>, std::string> titles;
  for (const v1::Question& question : answer.questions()) {
    for (const Listed& listed : kListed) {
      if (question.field_path() != listed.field_path) continue;
      v1::ListReferenceValuesRequest request;
      request.set_kind(listed.kind);
      request.set_language_code(is_english ? "en" : "id");
      const auto values = backend.ListReferenceValues(request);
      if (!values.ok()) continue;
      for (const v1::ReferenceValue& value : values->values()) {
        titles[{question.field_path(), absl::StrCat(listed.prefix, value.code())}] =
            value.text().title();
      }
    }
  }
  titles[{"activity.sea.settled_days", "30"}] =
      is_english ? "30 days or more at one place" : "menetap 30 hari atau lebih";
  titles[{"activity.sea.distance_nm", "13"}] =
      is_english ? "beyond 12 nautical miles" : "lebih dari 12 mil laut";
  for (const v1::Scope& scope : answer.candidates())
    titles[{"activity.scope_id", scope.id()}] = absl::StrCat(scope.id(), " ", scope.label());
  return titles;
}

}  // namespace izin::cli
