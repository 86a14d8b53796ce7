#include "service/lifecycle/ruleset_handler.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"

#include "classifier/resource_names.h"
#include "service/base/excerpt.h"
#include "service/lifecycle/ruleset_activator.h"
#include "service/render/render_classification.h"
#include "service/request/pages.h"
#include "service/request/request_faults.h"
#include "service/review/diff_names.h"
#include "service/review/diff_print.h"

namespace izin {
namespace {

// The ruleset that field `path` names; null with a fault if it names none.
std::shared_ptr<const Ruleset> FindNamed(const RulesetLibrary& library, absl::string_view path,
                                         const std::string& name, RequestFaults& faults) {
  if (name.empty()) {
    faults.Add(FaultKind::kInvalid, std::string(path), "missing: want rulesets/<id>");
    return nullptr;
  }
  absl::StatusOr<std::shared_ptr<const Ruleset>> ruleset = library.Find(name);
  if (ruleset.ok()) return *std::move(ruleset);
  const bool is_unknown = absl::IsNotFound(ruleset.status());
  faults.Add(is_unknown ? FaultKind::kNotFound : FaultKind::kInvalid, std::string(path),
             std::string(ruleset.status().message()));
  return nullptr;
}

// The days that a version answers for, which may end before those of its law.
void SetDays(const RulesetLibrary::Version& version, v1::Ruleset& out) {
  out.set_effective_from(absl::FormatCivilTime(version.from));
  if (version.to.has_value()) out.set_effective_to(absl::FormatCivilTime(*version.to));
}

v1::Ruleset DescribeVersion(const RulesetLibrary::Version& version) {
  v1::Ruleset out;
  if (version.ruleset != nullptr) out = DescribeRuleset(*version.ruleset);
  out.set_name(absl::StrCat(kRulesetPrefix, version.id));
  out.set_fingerprint(version.fingerprint);
  out.set_active(true);
  SetDays(version, out);
  return out;
}

void CheckLanguage(const std::string& code, RequestFaults& faults) {
  if (code.empty() || code == "id" || code == "en") return;
  faults.Add(FaultKind::kInvalid, "language_code",
             absl::StrCat("\"", Excerpt(code, 40), "\": want id or en"));
}

}  // namespace

absl::StatusOr<v1::ListRulesetsResponse> RulesetHandler::List(
    const v1::ListRulesetsRequest& request) const {
  const std::shared_ptr<const RulesetLibrary> library = rulesets_.Current();
  RequestFaults faults;
  const Page page = PagedList("rulesets", FingerprintsOf(*library))
                        .PageOf({request.page_size(), request.page_token()},
                                static_cast<int>(library->versions().size()), kMaxPage, faults);
  if (!faults.empty()) return faults.ToStatus();
  v1::ListRulesetsResponse response;
  for (int i = page.first; i < page.last; ++i) {
    v1::Ruleset& out = *response.add_rulesets();
    out = DescribeVersion(library->versions()[static_cast<std::size_t>(i)]);
    if (activator_ != nullptr) activator_->Describe(out);
  }
  response.set_next_page_token(page.next_page_token);
  if (activator_ != nullptr) *response.mutable_status() = activator_->status();
  return response;
}

absl::StatusOr<v1::Ruleset> RulesetHandler::Get(const v1::GetRulesetRequest& request) const {
  const std::shared_ptr<const RulesetLibrary> library = rulesets_.Current();
  RequestFaults faults;
  const std::shared_ptr<const Ruleset> ruleset =
      FindNamed(*library, "name", request.name(), faults);
  if (!faults.empty()) return faults.ToStatus();
  v1::Ruleset out = DescribeRuleset(*ruleset);
  const auto version =
      std::find_if(library->versions().begin(), library->versions().end(),
                   [&](const auto& one) { return one.fingerprint == ruleset->data().fingerprint; });
  out.set_active(version != library->versions().end());
  if (out.active()) SetDays(*version, out);
  if (activator_ != nullptr) activator_->Describe(out);
  return out;
}

absl::StatusOr<v1::DiffRulesetsResponse> RulesetHandler::Diff(
    const v1::DiffRulesetsRequest& request, absl::FunctionRef<bool()> is_cancelled) const {
  const std::shared_ptr<const RulesetLibrary> library = rulesets_.Current();
  RequestFaults faults;
  const std::shared_ptr<const Ruleset> from = FindNamed(*library, "from", request.from(), faults);
  const std::shared_ptr<const Ruleset> to = FindNamed(*library, "to", request.to(), faults);
  CheckLanguage(request.language_code(), faults);
  if (!faults.empty()) return faults.ToStatus();
  const absl::StatusOr<std::shared_ptr<const RulesetDiff>> made =
      DiffOf(*library, *from, *to, is_cancelled);
  if (!made.ok()) return made.status();
  const RulesetDiff* diff = made->get();
  const Page page =
      PagedList("diff", {from->versioned_name(), to->versioned_name()})
          .PageOf({request.page_size(), request.page_token()}, ItemsOf(*diff), kMaxChanges, faults);
  if (!faults.empty()) return faults.ToStatus();
  v1::DiffRulesetsResponse response = ToResponse(*diff, page.first, page.last);
  if (page.first == 0) {
    const bool is_english = request.language_code() == "en";
    AddNames(*diff, *from, *to, is_english ? Language::kEnglish : Language::kIndonesian, response);
  }
  response.set_next_page_token(page.next_page_token);
  return response;
}

absl::StatusOr<std::shared_ptr<const RulesetDiff>> RulesetHandler::DiffOf(
    const RulesetLibrary& library, const Ruleset& from, const Ruleset& to,
    absl::FunctionRef<bool()> is_cancelled) const {
  Compared wanted{.names = absl::StrCat(from.versioned_name(), " ", to.versioned_name())};
  const auto find = [this, &wanted]() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    const auto found =
        std::find_if(compared_.begin(), compared_.end(),
                     [&wanted](const Compared& one) { return one.names == wanted.names; });
    if (found == compared_.end()) return false;
    wanted.diff = found->diff;
    std::rotate(compared_.begin(), found, found + 1);
    return true;
  };
  {
    absl::MutexLock lock(&mutex_);
    if (find()) return wanted.diff;
  }
  const auto from_rules = library.RulesOf(from, is_cancelled);
  if (!from_rules.ok()) return from_rules.status();
  const auto to_rules = library.RulesOf(to, is_cancelled);
  if (!to_rules.ok()) return to_rules.status();
  absl::StatusOr<RulesetDiff> compared = DiffRulesets(
      ComparedRuleset{from, **from_rules}, ComparedRuleset{to, **to_rules}, is_cancelled);
  if (!compared.ok()) return compared.status();
  auto made = std::make_shared<const RulesetDiff>(*std::move(compared));
  absl::MutexLock lock(&mutex_);
  if (find()) return wanted.diff;  // somebody else was as quick
  wanted.diff = made;
  compared_.push_front(std::move(wanted));
  if (compared_.size() > kMaxCompared) compared_.pop_back();
  return made;
}

v1::Ruleset DescribeRuleset(const Ruleset& ruleset) {
  const RulesetData& data = ruleset.data();
  v1::Ruleset out;
  out.set_name(ruleset.name());
  out.set_fingerprint(data.fingerprint);
  out.set_title(data.title.id);
  out.set_effective_from(absl::FormatCivilTime(data.effective_from));
  if (data.effective_to.has_value())
    out.set_effective_to(absl::FormatCivilTime(*data.effective_to));
  out.set_kbli_edition(static_cast<v1::KbliEdition>(data.edition));
  if (data.data_as_of.has_value()) out.set_data_as_of(absl::FormatCivilTime(*data.data_as_of));
  out.set_active(true);  // each ruleset held answers for the dates that it covers
  out.set_rows(ruleset.row_count());
  for (const Citation& source : data.sources) *out.add_sources() = RenderCitation(source);
  return out;
}

}  // namespace izin
