#include "service/store/answer_store.h"

#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"

#include "service/store/answer_name.h"

namespace izin {
namespace {

constexpr std::size_t kStampBytes = 8;
constexpr std::size_t kHeadBytes = kStampBytes + 2;

// RocksDB checks every block by its own checksum: this is for values of other software.
bool HasSoundHead(absl::string_view value) {
  return value.size() >= kHeadBytes &&
         v1::Outcome_IsValid(static_cast<unsigned char>(value[kStampBytes])) &&
         v1::RiskLevel_IsValid(static_cast<unsigned char>(value[kStampBytes + 1]));
}

}  // namespace

absl::string_view KeptAnswer::encoded() const {
  return absl::string_view(value).substr(kHeadBytes);
}

std::optional<KeptAnswer> ReadAnswer(const Store& store, absl::string_view activity_key) {
  absl::StatusOr<std::string> value = store.Get(Family::kClassification, activity_key);
  if (!value.ok() || !HasSoundHead(*value)) return std::nullopt;
  KeptAnswer kept{.value = *std::move(value)};
  if (!kept.classification.ParseFromArray(kept.encoded().data(),
                                          static_cast<int>(kept.encoded().size())) ||
      kept.classification.name() != NameOfKey(activity_key)) {
    return std::nullopt;
  }
  return kept;
}

absl::Status NotKept(absl::string_view name) {
  return absl::NotFoundError(absl::StrCat(
      "\"", name, "\": no answer is kept under this name; classify the activity again"));
}

absl::StatusOr<std::string> KeyOfName(const Store* store, absl::string_view name) {
  const std::optional<absl::string_view> digits = DigitsOfName(name);
  if (!digits.has_value()) return NoName(name);
  if (store == nullptr) {
    return absl::NotFoundError(absl::StrCat(
        "\"", name,
        "\": this server keeps no answers, for it runs without --data-dir; classify the activity "
        "again"));
  }
  absl::StatusOr<std::string> value = store->Get(Family::kClassification, NameKey(*digits));
  // A cache that cannot be read holds nothing.
  if (!value.ok() || value->size() < kStampBytes) return NotKept(name);
  std::string key = value->substr(kStampBytes);
  if (NameOfKey(key) != name) return NotKept(name);
  return key;
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
