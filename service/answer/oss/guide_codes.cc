#include "service/answer/oss/guide_codes.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace izin {
namespace {

// "a, b or c".
std::string Joined(std::vector<std::string> choices, absl::string_view last) {
  if (choices.size() < 2) return absl::StrJoin(choices, "");
  const std::string end = choices.back();
  choices.pop_back();
  return absl::StrCat(absl::StrJoin(choices, ", "), " ", last, " ", end);
}

}  // namespace

GuideCodes::GuideCodes(const Ruleset& ruleset) {
  for (const ReferenceValue& value : ruleset.data().references) {
    if (!value.oss_code.empty()) by_kind_[value.kind].push_back(&value);
  }
}

std::string GuideCodes::CodeOf(absl::string_view kind, absl::string_view value) const {
  const auto found = by_kind_.find(kind);
  if (found == by_kind_.end()) return "";
  for (const ReferenceValue* one : found->second) {
    if (one->code == value) return one->oss_code;
  }
  return "";
}

std::string GuideCodes::ValueOf(absl::string_view kind, absl::string_view code) const {
  const auto found = by_kind_.find(kind);
  if (found == by_kind_.end()) return "";
  for (const ReferenceValue* one : found->second) {
    if (one->oss_code == code) return one->code;
  }
  return "";
}

FaultText GuideCodes::Choices(absl::string_view kind) const {
  std::vector<std::string> en;
  std::vector<std::string> id;
  if (const auto found = by_kind_.find(kind); found != by_kind_.end()) {
    const std::string* before = nullptr;
    for (const ReferenceValue* one : found->second) {
      if (before != nullptr && *before == one->oss_code) {  // one code for two: of the centre
        absl::StrAppend(&en.back(), "/", one->title.en);
        absl::StrAppend(&id.back(), "/", one->title.id);
        continue;
      }
      before = &one->oss_code;
      en.push_back(absl::StrCat(one->oss_code, " ", one->title.en));
      id.push_back(absl::StrCat(one->oss_code, " ", one->title.id));
    }
  }
  return {.en = Joined(std::move(en), "or"), .id = Joined(std::move(id), "atau")};
}

}  // namespace izin
