#include "service/store/answer_store.h"

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"

namespace izin {
namespace {

constexpr std::size_t kHeadBytes = kStampBytes + 2;

}  // namespace

std::optional<StoredAnswer> ParseStoredAnswer(absl::string_view value) {
  if (value.size() < kHeadBytes) return std::nullopt;
  const int outcome = static_cast<unsigned char>(value[kStampBytes]);
  const int level = static_cast<unsigned char>(value[kStampBytes + 1]);
  if (!v1::Outcome_IsValid(outcome) || !v1::RiskLevel_IsValid(level)) return std::nullopt;
  return StoredAnswer{.outcome = static_cast<v1::Outcome>(outcome),
                      .risk_level = static_cast<v1::RiskLevel>(level),
                      .classification = value.substr(kHeadBytes)};
}

std::string NameKey(absl::string_view digits) {
  return absl::StrCat("n", absl::HexStringToBytes(digits));
}

void AddAnswer(absl::string_view activity_key, absl::string_view digits, v1::Outcome outcome,
               v1::RiskLevel risk_level, absl::string_view classification, absl::Time now,
               StoreBatch& batch) {
  const std::string stamp = BigEndian(static_cast<std::uint64_t>(absl::ToUnixSeconds(now)));
  std::string head = stamp;
  head.push_back(static_cast<char>(outcome));
  head.push_back(static_cast<char>(risk_level));
  batch.Put(Family::kClassification, std::string(activity_key), absl::StrCat(head, classification));
  batch.Put(Family::kClassification, NameKey(digits), absl::StrCat(stamp, activity_key));
}

}  // namespace izin
