#include "service/answer/plain_answers.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"

namespace izin {
namespace {

v1::ClassifyActivityRequest RequestOf(const PlainActivity& activity, const Ruleset& ruleset,
                                      const v1::BusinessActivity& shared) {
  v1::ClassifyActivityRequest request;
  request.set_ruleset(ruleset.versioned_name());
  v1::BusinessActivity& full = *request.mutable_activity() = shared;
  full.set_kbli_code(absl::StrFormat("%05d", activity.code));
  if (activity.scope != 0) full.set_scope_id(absl::StrCat(full.kbli_code(), "-", activity.scope));
  full.set_scale(static_cast<v1::BusinessScale>(activity.scale));
  for (int bit = 0; bit < 8; ++bit) {
    if ((activity.locations >> bit & 1) != 0)
      full.add_locations(static_cast<v1::LocationType>(bit));
  }
  return request;
}

std::uint64_t NumberOf(const PlainActivity& activity) {
  return std::uint64_t{activity.code} << 40 | std::uint64_t{activity.scope & 0xFFFFFF} << 16 |
         std::uint64_t{activity.scale} << 8 | activity.locations;
}

}  // namespace

PlainAnswers::PlainAnswers(const Pipeline& pipeline, Moment moment,
                           std::shared_ptr<const Ruleset> ruleset, v1::BusinessActivity shared)
    : pipeline_(pipeline),
      moment_(std::move(moment)),
      ruleset_(std::move(ruleset)),
      shared_(std::move(shared)),
      rows_(kCodes, kNoRow),
      permits_(1) {
  const auto edition = shared_.kbli_edition() == v1::KBLI_EDITION_UNSPECIFIED
                           ? ruleset_->data().edition
                           : static_cast<KbliEdition>(shared_.kbli_edition());
  std::uint16_t rows = 0;
  if (edition == KbliEdition::k2020 || edition == KbliEdition::k2025) {
    const KbliCatalogue& kbli = ruleset_->kbli(edition);
    for (int i = 0; i < kbli.subclass_count(); ++i)
      rows_[static_cast<std::size_t>(kbli.CodeAt(i).number())] = rows++;
  }
  cells_ = std::make_unique<std::atomic<std::uint64_t>[]>(rows * kScales * kPlaces);
}

PlainAnswer PlainAnswers::DecideCell(const PlainActivity& activity) {
  const PlainAnswer answer = Decide(activity);
  CellOf(activity).store(answer.bits(), std::memory_order_release);
  return answer;
}

PlainAnswer PlainAnswers::FindOther(const PlainActivity& activity) {
  // Larger numbers are refused by the pipeline, but have no number here to be kept by.
  if (activity.code >= kCodes || activity.scope > 0xFFFFFF) return Decide(activity);
  const std::uint64_t number = NumberOf(activity);
  {
    absl::ReaderMutexLock lock(&mutex_);
    const auto found = others_.find(number);
    if (found != others_.end()) return PlainAnswer::FromBits(found->second);
  }
  const PlainAnswer answer = Decide(activity);
  absl::MutexLock lock(&mutex_);
  if (others_.size() < kMostOthers) others_.try_emplace(number, answer.bits());
  return answer;
}

PlainAnswer PlainAnswers::Decide(const PlainActivity& activity) {
  thread_local DecidedUnder decided;
  const v1::ClassifyActivityRequest request = RequestOf(activity, *ruleset_, shared_);
  if (!pipeline_.Answer({.request = &request, .moment = &moment_, .decided = &decided}).ok())
    return PlainAnswer::Refused();
  const Decision& decision = decided.decision;
  const Office* office = decision.authority.office;
  const auto office_number =
      office == nullptr
          ? 0
          : static_cast<std::uint32_t>(office - decision.ruleset->data().offices.data()) + 1;
  return PlainAnswer(decision.outcome, decision.risk_level, office_number, PermitsNumber(decision));
}

std::uint32_t PlainAnswers::PermitsNumber(const Decision& decision) {
  std::vector<std::string> codes;
  for (const PermitDecision& decided : decision.permits) {
    if (decided.row != nullptr) codes.push_back(decided.permit->code);
  }
  if (codes.empty()) return 0;
  absl::MutexLock lock(&mutex_);
  const auto [place, is_new] = permits_numbers_.try_emplace(
      absl::StrJoin(codes, "|"), static_cast<std::uint32_t>(permits_.size()));
  if (is_new) permits_.push_back(std::move(codes));
  return place->second;
}

absl::Status PlainAnswers::FaultOf(const PlainActivity& activity) const {
  const v1::ClassifyActivityRequest request = RequestOf(activity, *ruleset_, shared_);
  return pipeline_.Answer({.request = &request, .moment = &moment_}).status();
}

const Office* PlainAnswers::office(std::uint32_t number) const {
  return number == 0 ? nullptr : &ruleset_->data().offices[number - 1];
}

std::vector<std::string> PlainAnswers::permits(std::uint32_t number) const {
  absl::ReaderMutexLock lock(&mutex_);
  return permits_[number];
}

}  // namespace izin
