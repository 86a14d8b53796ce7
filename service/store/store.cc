#include "service/store/store.h"

#include <utility>

#include "service/store/internal/database.h"

namespace izin {

absl::string_view Name(Family family) {
  static constexpr absl::string_view kNames[kFamilyCount] = {
      "classification", "business", "job", "change", "decision_log", "ruleset"};
  return kNames[static_cast<std::size_t>(family)];
}

std::string BigEndian(std::uint64_t value) {
  std::string bytes(8, '\0');
  for (std::size_t i = 8; i-- > 0; value >>= 8) bytes[i] = static_cast<char>(value & 0xFF);
  return bytes;
}

std::uint64_t FromBigEndian(absl::string_view bytes) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < 8; ++i) value = value << 8 | static_cast<unsigned char>(bytes[i]);
  return value;
}

Store::Store(std::unique_ptr<Database> database) : database_(std::move(database)) {}
Store::~Store() = default;

absl::StatusOr<std::unique_ptr<Store>> Store::Open(const Options& options) {
  absl::StatusOr<std::unique_ptr<Database>> database = Database::Open(options);
  if (!database.ok()) return database.status();
  return std::unique_ptr<Store>(new Store(*std::move(database)));
}

absl::StatusOr<std::unique_ptr<Store>> Store::OpenReadOnly(const Options& options) {
  absl::StatusOr<std::unique_ptr<Database>> database = Database::OpenReadOnly(options);
  if (!database.ok()) return database.status();
  return std::unique_ptr<Store>(new Store(*std::move(database)));
}

absl::Status Store::Repair(const std::string& path, RepairReport* report) {
  return Database::Repair(path, report);
}

absl::StatusOr<std::string> Store::Get(Family family, absl::string_view key) const {
  return database_->Get(family, key);
}

absl::Status Store::Write(const StoreBatch& batch, Durability durability) {
  return database_->Write(batch, durability);
}

absl::Status Store::Scan(
    Family family, absl::string_view from, absl::string_view to,
    const std::function<bool(absl::string_view, absl::string_view)>& visit) const {
  return database_->Scan(family, from, to, visit);
}

absl::Status Store::ScanPastDamage(
    Family family, const KeyRange& range,
    const std::function<bool(absl::string_view, absl::string_view)>& visit,
    std::vector<LostSpan>& lost) const {
  return database_->ScanPastDamage(family, range, visit, lost);
}

absl::Status Store::CheckWritable() const { return database_->CheckWritable(); }
absl::Status Store::MarkNewest() { return database_->MarkNewest(); }
const Clock& Store::clock() const { return database_->clock(); }
absl::Status Store::Recover() { return database_->Recover(); }
absl::Status Store::MendCache() { return database_->MendCache(); }
absl::Status Store::RebuildCache() { return database_->RebuildCache(); }
absl::Status Store::TrimTo(Family family, std::uint64_t max_bytes) {
  return database_->TrimTo(family, max_bytes);
}
std::uint64_t Store::BytesOf(Family family) const { return database_->BytesOf(family); }
absl::Status Store::Flush() { return database_->Flush(); }
Store::Counters Store::counters() const { return database_->counters(); }

}  // namespace izin
