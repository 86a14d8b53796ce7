#include "service/render/render_questions.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "google/protobuf/descriptor.h"

#include "izin/v1/activity.pb.h"

namespace izin {
namespace {

// How a field is named and its values are written.
struct FieldSpec {
  absl::string_view path;
  const google::protobuf::EnumDescriptor* values = nullptr;  // null: no enumerated field
};

FieldSpec SpecOf(QuestionField field) {
  switch (field) {
    case QuestionField::kKbliCode:
      return {"activity.kbli_code"};
    case QuestionField::kScopeId:
      return {"activity.scope_id"};
    case QuestionField::kZone:
      return {"activity.zone", v1::Zone_descriptor()};
    case QuestionField::kExtent:
      return {"activity.extent", v1::AdministrativeExtent_descriptor()};
    case QuestionField::kRdtr:
      return {"activity.rdtr", v1::RdtrStatus_descriptor()};
    case QuestionField::kLandCondition:
      return {"activity.land_condition", v1::LandCondition_descriptor()};
    case QuestionField::kSettledDays:
      return {"activity.sea.settled_days"};
    case QuestionField::kDistance:
      return {"activity.sea.distance_nm"};
    case QuestionField::kForestFunction:
      return {"activity.forest.function", v1::ForestFunction_descriptor()};
    case QuestionField::kForestUse:
      return {"activity.forest.use", v1::ForestUse_descriptor()};
    case QuestionField::kConstruction:
      return {"activity.construction", v1::Construction_descriptor()};
    case QuestionField::kEnvironment:
      return {"activity.environment", v1::EnvironmentalScreening_descriptor()};
    case QuestionField::kLegalForm:
      return {"activity.legal_form"};
    case QuestionField::kLandArea:
      return {"activity.land_area_ha"};
    case QuestionField::kAuthorityParameters:
      return {"activity.authority_parameters"};
  }
  return {};
}

// Writes the questions of one decision.
class QuestionWriter {
 public:
  QuestionWriter(const Decision& decision, const AnswerForm& form)
      : decision_(decision), data_(decision.ruleset->data()), form_(form) {}

  void Write(const QuestionDecision& asked, v1::Question& out) const {
    const FieldSpec spec = SpecOf(asked.field);
    out.set_field_path(std::string(spec.path));
    for (std::uint32_t i = 0; i < asked.count; ++i) {
      const int value = decision_.question_values[asked.first + i];
      if (spec.values != nullptr) {
        out.add_values(spec.values->FindValueByNumber(value)->name());
      } else {
        AddValue(asked.field, value, out);
      }
    }
    if (!form_.is_basic) WriteText(asked, spec.path, *out.mutable_text());
  }

 private:
  void AddValue(QuestionField field, int value, v1::Question& out) const {
    const auto at = static_cast<std::size_t>(value);
    switch (field) {
      case QuestionField::kKbliCode:
        out.add_values(
            data_.conversion.CounterpartsOf(decision_.code, decision_.edition, data_.edition)[at]
                .ToString());
        return;
      case QuestionField::kScopeId:
        out.add_values(decision_.code_index < 0
                           ? decision_.candidates[at].scope->id
                           : decision_.ruleset->scopes_of(decision_.code_index)[at].id);
        return;
      case QuestionField::kLegalForm:
        out.add_values(data_.legal_forms[at]);
        return;
      case QuestionField::kAuthorityParameters:
        out.add_values(data_.authority_parameters[at].id);
        return;
      default:
        // A measure: the amount on whose other side the answer differs, once.
        if (out.values().empty()) out.add_values(Threshold(field));
    }
  }

  std::string Threshold(QuestionField field) const {
    if (field == QuestionField::kSettledDays) return absl::StrCat(data_.limits.settled_days_from);
    if (field == QuestionField::kDistance) return absl::StrCat(data_.limits.coastal_sea_nm + 1);
    const SmallLand* limit = decision_.ruleset->small_land(decision_.code_index);
    return limit == nullptr ? "0" : absl::StrCat(limit->hectares_at_most);
  }

  const std::string& In(const Bilingual& text) const {
    return form_.language == Language::kEnglish ? text.en : text.id;
  }

  // The question itself; of published parameters also what they say.
  void WriteText(const QuestionDecision& asked, absl::string_view path, v1::Text& out) const {
    const ReferenceValue* words = decision_.ruleset->FindReference("question", path);
    if (words != nullptr) {
      out.set_title(In(words->title));
      out.set_detail(In(words->detail));
    }
    if (asked.field != QuestionField::kAuthorityParameters) return;
    for (std::uint32_t i = 0; i < asked.count; ++i) {
      const AuthorityParameter& parameter =
          data_.authority_parameters[decision_.question_values[asked.first + i]];
      absl::StrAppend(out.mutable_detail(), " ", parameter.id, ": ", parameter.text, ".");
    }
  }

  const Decision& decision_;
  const RulesetData& data_;
  const AnswerForm& form_;
};

}  // namespace

void RenderQuestions(const Decision& decision, const AnswerForm& form,
                     google::protobuf::RepeatedPtrField<v1::Question>& out) {
  const QuestionWriter writer(decision, form);
  for (const QuestionDecision& asked : decision.questions) writer.Write(asked, *out.Add());
}

}  // namespace izin
