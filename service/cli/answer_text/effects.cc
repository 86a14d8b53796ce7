#include "service/cli/answer_text/effects.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "google/protobuf/descriptor.h"

#include "service/cli/answer_text/words.h"

namespace izin::cli {
namespace {

using ::google::protobuf::FieldDescriptor;
using ::google::protobuf::Message;

constexpr std::size_t kAtOnce = 500;  // requests of one batch

// Sets the leaf at `path` to `value`, as a question names both. False for what the message does not
// have: a question of a later version.
bool SetLeaf(Message& message, const std::string& path, const std::string& value) {
  Message* owner = &message;
  const std::vector<std::string> names = absl::StrSplit(path, '.');
  for (std::size_t i = 0; i + 1 < names.size(); ++i) {
    const FieldDescriptor* field = owner->GetDescriptor()->FindFieldByName(names[i]);
    if (field == nullptr || field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) return false;
    owner = owner->GetReflection()->MutableMessage(owner, field);
  }
  const FieldDescriptor* leaf = owner->GetDescriptor()->FindFieldByName(names.back());
  if (leaf == nullptr) return false;
  const google::protobuf::Reflection& reflection = *owner->GetReflection();
  std::int32_t whole = 0;
  double real = 0;
  switch (leaf->cpp_type()) {
    case FieldDescriptor::CPPTYPE_ENUM: {
      const auto* number = leaf->enum_type()->FindValueByName(value);
      if (number == nullptr || leaf->is_repeated()) return false;
      reflection.SetEnum(owner, leaf, number);
      return true;
    }
    case FieldDescriptor::CPPTYPE_STRING:
      if (leaf->is_repeated()) {
        reflection.AddString(owner, leaf, value);
      } else {
        reflection.SetString(owner, leaf, value);
      }
      return true;
    case FieldDescriptor::CPPTYPE_INT32:
      if (!absl::SimpleAtoi(value, &whole)) return false;
      reflection.SetInt32(owner, leaf, whole);
      return true;
    case FieldDescriptor::CPPTYPE_DOUBLE:
      if (!absl::SimpleAtod(value, &real)) return false;
      reflection.SetDouble(owner, leaf, real);
      return true;
    default:
      return false;
  }
}

// Permits of which one takes another's place.
std::string FamilyOf(const v1::Permit& permit) {
  static constexpr const char* kFamilies[][8] = {
      {"land", "KKPR_PERNYATAAN_MANDIRI", "KKPR_KONFIRMASI", "PKKPR", "PKKPR_TANPA_PERTEK",
       "PKKPR_TANPA_PENILAIAN", "RKKPR", "IZIN_LOKASI"},
      {"environment", "SPPL", "UKL_UPL", "AMDAL", "RKL_RPL_RINCI", "IZIN_LINGKUNGAN"},
      {"forest", "PPKH", "PELEPASAN_KAWASAN_HUTAN", "PERSETUJUAN_KOMITMEN_PEMANFAATAN_HUTAN",
       "PERSETUJUAN_PRINSIP_JASA_LINGKUNGAN", "IPPKH"},
  };
  for (const auto& family : kFamilies) {
    for (std::size_t i = 1; i < 8 && family[i] != nullptr; ++i) {
      if (permit.code() == family[i]) return family[0];
    }
  }
  const bool is_licence = permit.category() == v1::PERMIT_CATEGORY_STANDARD_CERTIFICATE ||
                          permit.category() == v1::PERMIT_CATEGORY_LICENCE;
  return is_licence ? "licence" : permit.code();
}

const v1::Permit* Find(const v1::Classification& in, const std::string& code) {
  for (const v1::Permit& permit : in.permits()) {
    if (permit.code() == code) return &permit;
  }
  return nullptr;
}

// Those of `in` that `other` lacks, by family.
std::map<std::string, std::vector<std::string>> OnlyIn(const v1::Classification& in,
                                                       const v1::Classification& other) {
  std::map<std::string, std::vector<std::string>> only;
  for (const v1::Permit& permit : in.permits()) {
    if (!permit.may_apply() && Find(other, permit.code()) == nullptr)
      only[FamilyOf(permit)].push_back(ShortNameOf(permit));
  }
  return only;
}

void AddPermitChanges(const v1::Classification& from, const v1::Classification& to, bool is_english,
                      std::vector<std::string>& changes) {
  const auto gone = OnlyIn(from, to);
  const auto fresh = OnlyIn(to, from);
  std::vector<std::string> added;
  std::vector<std::string> dropped;
  for (const auto& [family, names] : fresh) {
    const auto instead = gone.find(family);
    if (instead == gone.end()) {
      added.insert(added.end(), names.begin(), names.end());
    } else {
      changes.push_back(absl::StrCat(Listed(names, is_english),
                                     is_english ? " replaces " : " menggantikan ",
                                     Listed(instead->second, is_english)));
    }
  }
  for (const auto& [family, names] : gone) {
    if (fresh.count(family) == 0) dropped.insert(dropped.end(), names.begin(), names.end());
  }
  if (!added.empty())
    changes.push_back(
        absl::StrCat(Listed(added, is_english), is_english ? " needed too" : " juga diperlukan"));
  if (!dropped.empty())
    changes.push_back(absl::StrCat(Listed(dropped, is_english),
                                   is_english ? " not needed" : " tidak diperlukan"));
}

// Without the window through which it issues: "Gubernur, melalui DPMPTSP provinsi" -> "Gubernur".
std::string OfficeAlone(const std::string& name) { return name.substr(0, name.find(',')); }

// How and by whom the permits of both are issued.
void AddIssueChanges(const v1::Classification& from, const v1::Classification& to, bool is_english,
                     std::vector<std::string>& changes) {
  std::vector<std::string> automatic;
  std::vector<std::string> assessed;
  std::map<std::string, std::vector<std::string>> by_office;
  for (const v1::Permit& now : to.permits()) {
    const v1::Permit* before = Find(from, now.code());
    if (before == nullptr || now.may_apply()) continue;
    const bool is_automatic = now.flag() == v1::COMMITMENT_FLAG_AUTOMATIC;
    if (is_automatic != (before->flag() == v1::COMMITMENT_FLAG_AUTOMATIC))
      (is_automatic ? automatic : assessed).push_back(ShortNameOf(now));
    if (now.authority().name() != before->authority().name())
      by_office[OfficeAlone(now.authority().name())].push_back(ShortNameOf(now));
  }
  if (!automatic.empty()) {
    changes.push_back(absl::StrCat(Listed(automatic, is_english),
                                   is_english ? " issued automatically" : " terbit otomatis"));
  }
  if (!assessed.empty()) {
    changes.push_back(absl::StrCat(Listed(assessed, is_english),
                                   is_english ? " assessed, not issued automatically"
                                              : " dinilai dulu, tidak terbit otomatis"));
  }
  for (const auto& [office, names] : by_office) {
    if (office.empty()) continue;
    changes.push_back(absl::StrCat(Listed(names, is_english),
                                   is_english ? " issued by " : " diterbitkan oleh ", office));
  }
}

}  // namespace

std::vector<std::string> ChangesBetween(const v1::Classification& from,
                                        const v1::Classification& to, bool is_english) {
  std::vector<std::string> changes;
  const bool is_answered =
      to.outcome() == v1::OUTCOME_DECIDED || to.outcome() == v1::OUTCOME_SCOPE_REQUIRED;
  if (to.outcome() != from.outcome()) {
    changes.push_back(absl::StrCat(is_english ? "outcome: " : "hasilnya: ",
                                   OutcomeWords(to.outcome()).In(is_english)));
  }
  if (to.risk_level() != from.risk_level()) {
    changes.push_back(absl::StrCat(is_english ? "risk becomes " : "risiko menjadi ",
                                   RiskWords(to.risk_level()).In(is_english)));
  }
  const bool was_answered =
      from.outcome() == v1::OUTCOME_DECIDED || from.outcome() == v1::OUTCOME_SCOPE_REQUIRED;
  if (!is_answered || !was_answered) return changes;
  AddPermitChanges(from, to, is_english, changes);
  AddIssueChanges(from, to, is_english, changes);
  return changes;
}

absl::StatusOr<std::vector<QuestionEffects>> EffectsOf(ActivityBackend& backend,
                                                       const v1::ClassifyActivityRequest& request,
                                                       const v1::Classification& answer,
                                                       bool is_english) {
  std::vector<QuestionEffects> effects;
  v1::BatchClassifyActivitiesRequest batch;
  std::vector<ValueEffect*> asked;
  for (const v1::Question& question : answer.questions())
    effects.push_back(
        {.field_path = question.field_path(),
         .values = std::vector<ValueEffect>(static_cast<std::size_t>(question.values_size()))});
  for (std::size_t q = 0; q < effects.size(); ++q) {
    for (std::size_t v = 0; v < effects[q].values.size(); ++v) {
      ValueEffect& effect = effects[q].values[v];
      effect.value = answer.questions(static_cast<int>(q)).values(static_cast<int>(v));
      v1::ClassifyActivityRequest changed = request;
      changed.set_explain(false);
      if (asked.size() == kAtOnce || !SetLeaf(changed, effects[q].field_path, effect.value))
        continue;
      *batch.add_requests() = std::move(changed);
      asked.push_back(&effect);
    }
  }
  if (asked.empty()) return effects;
  const absl::StatusOr<v1::BatchClassifyActivitiesResponse> response = backend.ClassifyBatch(batch);
  if (!response.ok()) return response.status();
  const std::size_t count =
      std::min(asked.size(), static_cast<std::size_t>(response->results_size()));
  for (std::size_t i = 0; i < count; ++i) {
    const v1::BatchClassifyActivitiesResult& result = response->results(static_cast<int>(i));
    if (!result.has_classification()) continue;
    asked[i]->label = result.classification().scope().label();
    asked[i]->changes = ChangesBetween(answer, result.classification(), is_english);
  }
  return effects;
}

}  // namespace izin::cli
