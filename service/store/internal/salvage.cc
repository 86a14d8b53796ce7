#include "service/store/internal/salvage.h"

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include <rocksdb/transaction_log.h>
#include <rocksdb/write_batch.h>

#include "service/store/internal/store_status.h"

namespace izin {
namespace {

absl::string_view ToView(const rocksdb::Slice& slice) { return {slice.data(), slice.size()}; }

using Rows = std::map<std::string, std::string>;

// Takes the rows of one family out of batches.
class PutsOf final : public rocksdb::WriteBatch::Handler {
 public:
  PutsOf(std::uint32_t family, const KeyRange& range, Rows& rows)
      : family_(family), range_(range), rows_(rows) {}

  rocksdb::Status PutCF(std::uint32_t family, const rocksdb::Slice& key,
                        const rocksdb::Slice& value) override {
    const bool is_in_range = ToView(key) >= range_.from &&
                             (range_.to.empty() || ToView(key) < absl::string_view(range_.to));
    if (family == family_ && is_in_range) rows_[key.ToString()] = value.ToString();
    return rocksdb::Status::OK();
  }
  rocksdb::Status DeleteCF(std::uint32_t /*family*/, const rocksdb::Slice& /*key*/) override {
    return rocksdb::Status::OK();
  }
  rocksdb::Status DeleteRangeCF(std::uint32_t /*family*/, const rocksdb::Slice& /*begin*/,
                                const rocksdb::Slice& /*end*/) override {
    return rocksdb::Status::OK();
  }
  void LogData(const rocksdb::Slice& /*data*/) override {}

 private:
  const std::uint32_t family_;
  const KeyRange& range_;
  Rows& rows_;
};

// What the write-ahead log holds of the family.
rocksdb::Status ReadLog(const FamilyToRead& source, const KeyRange& range, Rows& rows) {
  std::unique_ptr<rocksdb::TransactionLogIterator> log;
  rocksdb::Status opened = source.db.GetUpdatesSince(1, &log);
  if (opened.IsNotFound()) return rocksdb::Status::OK();  // it holds nothing
  if (!opened.ok()) return opened;
  PutsOf puts(source.family.GetID(), range, rows);
  for (; log->Valid(); log->Next()) {
    const rocksdb::BatchResult batch = log->GetBatch();
    if (rocksdb::Status read = batch.writeBatchPtr->Iterate(&puts); !read.ok()) return read;
  }
  return log->status();
}

// What is in no table yet: a walk over RocksDB's memory, or over rows read from the log.
class Unsaved {
 public:
  Unsaved(const FamilyToRead& source, const KeyRange& range) {
    rocksdb::ReadOptions options;
    options.table_filter = [](const rocksdb::TableProperties&) { return false; };
    memory_.reset(source.db.NewIterator(options, &source.family));
    memory_->Seek(range.from);
    if (memory_->Valid() || memory_->status().ok()) return;
    memory_.reset();
    status_ = ReadLog(source, range, rows_);
    next_ = rows_.begin();
  }

  bool is_valid() const { return memory_ != nullptr ? memory_->Valid() : next_ != rows_.end(); }
  absl::string_view key() const {
    return memory_ != nullptr ? ToView(memory_->key()) : absl::string_view(next_->first);
  }
  absl::string_view value() const {
    return memory_ != nullptr ? ToView(memory_->value()) : absl::string_view(next_->second);
  }
  void Next() {
    if (memory_ != nullptr) {
      memory_->Next();
    } else {
      ++next_;
    }
  }
  // Of the log: OK unless a part of it could not be read.
  const rocksdb::Status& status() const { return status_; }

 private:
  std::unique_ptr<rocksdb::Iterator> memory_;
  Rows rows_;
  Rows::const_iterator next_ = rows_.end();
  rocksdb::Status status_;
};

// The tables of the family that reach into the range, the one with the last first key in front.
std::vector<rocksdb::LiveFileMetaData> TablesIn(const FamilyToRead& source, const KeyRange& range) {
  std::vector<rocksdb::LiveFileMetaData> tables;
  source.db.GetLiveFilesMetaData(&tables);
  const auto is_elsewhere = [&](const rocksdb::LiveFileMetaData& table) {
    return table.column_family_name != source.family.GetName() || table.largestkey < range.from ||
           (!range.to.empty() && table.smallestkey >= range.to);
  };
  tables.erase(std::remove_if(tables.begin(), tables.end(), is_elsewhere), tables.end());
  std::sort(tables.begin(), tables.end(),
            [](const auto& a, const auto& b) { return a.smallestkey > b.smallestkey; });
  return tables;
}

// Merges the tables, each opened where its keys begin, with what is in none.
class Merge {
 public:
  Merge(const FamilyToRead& source, const KeyRange& range)
      : source_(source), range_(range), unsaved_(source, range), later_(TablesIn(source, range)) {
    Settle();
  }

  bool is_valid() const { return is_unsaved_ || least_ != nullptr; }
  absl::string_view key() const { return is_unsaved_ ? unsaved_.key() : least_->key(); }
  absl::string_view value() const { return is_unsaved_ ? unsaved_.value() : least_->value(); }
  void Next() {
    if (is_unsaved_) {
      unsaved_.Next();
    } else {
      least_->Next();
    }
    Settle();
  }
  // Of reading, not of damage.
  const rocksdb::Status& failure() const { return failure_; }
  std::vector<LostSpan> TakeLost() {
    for (const auto& table : open_) Collect(*table);
    if (!unsaved_.status().ok())
      lost_.push_back({.from = range_.from, .to = "", .cause = unsaved_.status().ToString()});
    return std::move(lost_);
  }

 private:
  // Finds the least key, and opens the tables that begin at or before it.
  void Settle() {
    for (;;) {
      FindLeast();
      if (!failure_.ok()) {
        is_unsaved_ = false;
        least_ = nullptr;
        return;
      }
      if (later_.empty() || (is_valid() && later_.back().smallestkey > key())) return;
      open_.push_back(std::make_unique<TableCursor>(source_, std::move(later_.back())));
      later_.pop_back();
      open_.back()->Seek(range_.from);
    }
  }
  void FindLeast() {
    least_ = nullptr;
    for (std::size_t i = 0; i < open_.size();) {
      if (open_[i]->is_valid()) {
        if (least_ == nullptr || open_[i]->key() < least_->key()) least_ = open_[i].get();
        ++i;
        continue;
      }
      if (!open_[i]->failure().ok()) failure_ = open_[i]->failure();
      Collect(*open_[i]);
      open_.erase(open_.begin() + static_cast<std::ptrdiff_t>(i));
    }
    is_unsaved_ = unsaved_.is_valid() && (least_ == nullptr || unsaved_.key() <= least_->key());
  }
  void Collect(const TableCursor& table) {
    lost_.insert(lost_.end(), table.lost().begin(), table.lost().end());
  }

  const FamilyToRead& source_;
  const KeyRange& range_;
  Unsaved unsaved_;
  std::vector<rocksdb::LiveFileMetaData> later_;
  std::vector<std::unique_ptr<TableCursor>> open_;
  TableCursor* least_ = nullptr;
  bool is_unsaved_ = false;
  std::vector<LostSpan> lost_;
  rocksdb::Status failure_;
};

}  // namespace

rocksdb::Status ReadPastDamage(const FamilyToRead& source, const KeyRange& range,
                               const Visit& visit, std::vector<LostSpan>& lost) {
  Merge merge(source, range);
  std::string last;  // visited, or where it was stopped
  bool is_stopped = false;
  for (; merge.is_valid(); merge.Next()) {
    const std::string key(merge.key());
    if (key == last) continue;  // flushed meanwhile
    if (!range.to.empty() && key >= range.to) break;
    last = key;
    is_stopped = !visit(key, merge.value());
    if (is_stopped) break;
  }
  for (LostSpan& span : merge.TakeLost()) {
    const bool is_beyond =
        is_stopped ? span.from > last : !range.to.empty() && span.from >= range.to;
    if (!is_beyond) lost.push_back(std::move(span));
  }
  std::sort(lost.begin(), lost.end(),
            [](const LostSpan& a, const LostSpan& b) { return a.from < b.from; });
  return merge.failure();
}

rocksdb::Status ReadUnsaved(const FamilyToRead& source, const Visit& visit) {
  const KeyRange all;
  Unsaved unsaved(source, all);
  for (; unsaved.is_valid() && visit(unsaved.key(), unsaved.value()); unsaved.Next()) {
  }
  return unsaved.status();
}

}  // namespace izin
