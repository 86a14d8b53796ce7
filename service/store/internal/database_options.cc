#include "service/store/internal/database_options.h"

#include <cstdarg>
#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include <rocksdb/cache.h>
#include <rocksdb/env.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/table.h>

namespace izin {
namespace {

absl::string_view ToView(const rocksdb::Slice& slice) { return {slice.data(), slice.size()}; }

// RocksDB's own diary is not kept: with assertions on, as Debian builds it, 7.8 ends the process
// where the diary meets a full disk.
class NoDiary final : public rocksdb::Logger {
 public:
  using rocksdb::Logger::Logv;
  void Logv(const char* /*format*/, va_list /*arguments*/) override {}
};

// Drops what is older than its family keeps. The stamp, seconds or microseconds, is where the
// family has it.
class AgeFilter final : public rocksdb::CompactionFilter {
 public:
  enum class Stamp { kSecondsInValue, kMicrosecondsInKey };

  AgeFilter(Stamp stamp, absl::Duration age, const Clock& clock)
      : stamp_(stamp), age_(age), clock_(clock) {}
  const char* Name() const override { return "izin.AgeFilter"; }
  bool Filter(int /*level*/, const rocksdb::Slice& key, const rocksdb::Slice& value,
              std::string* /*new_value*/, bool* /*value_changed*/) const override {
    const absl::string_view stamped = ToView(stamp_ == Stamp::kSecondsInValue ? value : key);
    if (stamped.size() < 8) return false;
    const auto number = static_cast<std::int64_t>(FromBigEndian(stamped));
    const absl::Time written = stamp_ == Stamp::kSecondsInValue ? absl::FromUnixSeconds(number)
                                                                : absl::FromUnixMicros(number);
    return clock_.Now() - written > age_;
  }

 private:
  Stamp stamp_;
  absl::Duration age_;
  const Clock& clock_;
};

// Options of one family. Index and filter blocks live in the shared cache, so that its size bounds
// what reading takes.
rocksdb::ColumnFamilyOptions OptionsOf(int family, const Store::Options& options,
                                       const std::shared_ptr<rocksdb::Cache>& block_cache,
                                       CompactionFilters& filters) {
  rocksdb::ColumnFamilyOptions out;
  rocksdb::BlockBasedTableOptions table;
  table.block_cache = block_cache;
  table.cache_index_and_filter_blocks = true;
  table.pin_l0_filter_and_index_blocks_in_cache = true;
  out.write_buffer_size = std::size_t{8} << 20;
  out.max_write_buffer_number = 4;  // a flush that is slow holds nobody up
  // LZ4 where reading must be quick, ZSTD where little is read again.
  out.compression = rocksdb::kLZ4Compression;
  if (family == static_cast<int>(Family::kClassification)) {
    // Looked up by whole key, mostly for what is not there yet: a bloom filter spares the disk.
    table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
    filters.push_back(std::make_unique<AgeFilter>(AgeFilter::Stamp::kSecondsInValue,
                                                  options.cached_for, *options.clock));
    // Answers are written once and never changed: merging few large runs writes them less often.
    out.compaction_style = rocksdb::kCompactionStyleUniversal;
    out.compaction_filter = filters.back().get();
  }
  if (family == static_cast<int>(Family::kRuleset)) {
    // A record is a bundle of megabytes, and seldom read again: what memory it takes is given back
    // by the write after it.
    out.write_buffer_size = std::size_t{1} << 20;
  }
  if (family == static_cast<int>(Family::kDecisionLog)) {
    // Written in order, read by range: no filter, big blocks, strong compression.
    table.block_size = std::size_t{32} << 10;
    out.compression = rocksdb::kZSTD;
    filters.push_back(std::make_unique<AgeFilter>(AgeFilter::Stamp::kMicrosecondsInKey,
                                                  options.decisions_kept_for, *options.clock));
    out.compaction_filter = filters.back().get();
  }
  out.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  return out;
}

}  // namespace

std::vector<rocksdb::ColumnFamilyDescriptor> Descriptors(const Store::Options& options,
                                                         CompactionFilters& filters) {
  const std::shared_ptr<rocksdb::Cache> cache = rocksdb::NewLRUCache(options.block_cache_bytes);
  std::vector<rocksdb::ColumnFamilyDescriptor> descriptors;
  descriptors.reserve(static_cast<std::size_t>(kFamilyCount) + 1);
  for (int family = 0; family < kFamilyCount; ++family) {
    descriptors.emplace_back(std::string(Name(static_cast<Family>(family))),
                             OptionsOf(family, options, cache, filters));
  }
  descriptors.emplace_back(rocksdb::kDefaultColumnFamilyName,
                           OptionsOf(kFamilyCount, options, cache, filters));
  return descriptors;
}

rocksdb::DBOptions DatabaseOptions() {
  rocksdb::DBOptions out;
  out.create_if_missing = true;
  out.create_missing_column_families = true;
  out.db_write_buffer_size = std::size_t{32} << 20;  // of all families together
  out.max_open_files = 256;
  out.max_background_jobs = 2;
  out.info_log = std::make_shared<NoDiary>();
  // The store itself says when to go on after an error.
  out.max_bgerror_resume_count = 0;
  // What is to be kept is in the write-ahead log.
  out.avoid_flush_during_shutdown = true;
  out.bytes_per_sync = 1 << 20;
  // A record that a crash cut short ends the log; a log that is damaged before its end does not
  // pass as whole.
  out.wal_recovery_mode = rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords;
  // Of several logs one may be lost or cut, and the newest records be there all the same: the
  // manifest says which logs are needed, and how long they are.
  out.track_and_verify_wals_in_manifest = true;
  return out;
}

rocksdb::DBOptions ReaderOptions() {
  rocksdb::DBOptions out;
  out.info_log = std::make_shared<NoDiary>();
  out.max_open_files = -1;  // a second process keeps the files it reads
  // As of the writer, whose last record may not be whole yet.
  out.wal_recovery_mode = rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords;
  out.track_and_verify_wals_in_manifest = true;  // RocksDB 7.8 ends at such a manifest otherwise
  return out;
}

}  // namespace izin
