#include "service/store/cache_reader.h"

#include <optional>
#include <utility>

#include "service/store/answer_store.h"
#include "service/store/store.h"

namespace izin {

CacheReader::CacheReader(std::shared_ptr<const Store> store) : store_(std::move(store)) {}

absl::StatusOr<CacheReader> CacheReader::Open(const std::string& path) {
  Store::Options options;
  options.path = path;
  absl::StatusOr<std::unique_ptr<Store>> store = Store::OpenReadOnly(options);
  if (!store.ok()) return store.status();
  return CacheReader(*std::move(store));
}

absl::StatusOr<v1::Classification> CacheReader::Get(const std::string& name) const {
  const absl::StatusOr<std::string> key = KeyOfName(store_.get(), name);
  if (!key.ok()) return key.status();
  std::optional<KeptAnswer> kept = ReadAnswer(*store_, *key);
  if (!kept.has_value()) return NotKept(name);
  return std::move(kept->classification);
}

}  // namespace izin
