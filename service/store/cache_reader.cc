#include "service/store/cache_reader.h"

#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"

#include "service/base/excerpt.h"
#include "service/store/answer_name.h"
#include "service/store/answer_store.h"

namespace izin {

absl::StatusOr<CacheReader> CacheReader::Open(const std::string& path) {
  Store::Options options;
  options.path = path;
  absl::StatusOr<std::unique_ptr<Store>> store = Store::OpenReadOnly(options);
  if (!store.ok()) return store.status();
  return CacheReader(*std::move(store));
}

absl::StatusOr<v1::Classification> CacheReader::Get(const std::string& name) const {
  return ReadAnswer(*store_, name);
}

absl::Status NoAnswer(const std::string& name) {
  if (!DigitsOfName(name).has_value()) {
    return absl::InvalidArgumentError(
        absl::StrCat("\"", Excerpt(name, 80), "\": want classifications/<32 hex digits>"));
  }
  return absl::NotFoundError(absl::StrCat(
      "\"", name, "\": no answer is kept under this name; classify the activity again"));
}

absl::StatusOr<v1::Classification> ReadAnswer(const Store& store, const std::string& name) {
  const absl::Status not_kept = NoAnswer(name);
  const std::optional<absl::string_view> digits = DigitsOfName(name);
  if (!digits.has_value()) return not_kept;
  const absl::StatusOr<std::string> key = store.Get(Family::kClassification, NameKey(*digits));
  // A cache that cannot be read holds nothing.
  if (!key.ok() || key->size() < kStampBytes) return not_kept;
  const absl::StatusOr<std::string> value =
      store.Get(Family::kClassification, absl::string_view(*key).substr(kStampBytes));
  if (!value.ok()) return not_kept;
  const std::optional<StoredAnswer> stored = ParseStoredAnswer(*value);
  v1::Classification classification;
  if (!stored.has_value() ||
      !classification.ParseFromArray(stored->classification.data(),
                                     static_cast<int>(stored->classification.size())) ||
      classification.name() != name) {
    return not_kept;
  }
  return classification;
}

}  // namespace izin
