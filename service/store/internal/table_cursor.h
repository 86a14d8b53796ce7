// Reads one table of a family, and past the blocks of it that are damaged.

#ifndef IZIN_SERVICE_STORE_INTERNAL_TABLE_CURSOR_H_
#define IZIN_SERVICE_STORE_INTERNAL_TABLE_CURSOR_H_

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include <rocksdb/db.h>
#include <rocksdb/iterator.h>
#include <rocksdb/metadata.h>
#include <rocksdb/options.h>
#include <rocksdb/sst_file_reader.h>

#include "service/store/store.h"

namespace izin {

// A family of an open database. `db` and `family` must outlive who reads it.
struct FamilyToRead {
  rocksdb::DB& db;
  rocksdb::ColumnFamilyHandle& family;
  rocksdb::Options options;  // the family's own
};

// Single-threaded. The table must stay where it is.
class TableCursor {
 public:
  // Keys are of so many bytes: where a block ends is found among them.
  static constexpr std::size_t kKeyBytes = 16;

  // `source` must outlive the cursor.
  TableCursor(const FamilyToRead& source, rocksdb::LiveFileMetaData table)
      : source_(source), table_(std::move(table)), reader_(source.options) {}

  // To the first key from `from` on that can be read. REQUIRES: called once.
  void Seek(absl::string_view from);
  void Next();

  // At a key. Else the table was read to its end, or reading failed.
  bool is_valid() const { return it_ != nullptr && it_->Valid(); }
  absl::string_view key() const { return {it_->key().data(), it_->key().size()}; }
  absl::string_view value() const { return {it_->value().data(), it_->value().size()}; }

  // What was found damaged until now, in order.
  const std::vector<LostSpan>& lost() const { return lost_; }
  // Why reading failed, where that is no damage: nothing can be said of the rest of the table.
  const rocksdb::Status& failure() const { return failure_; }

 private:
  // Goes on from where the iterator stopped; all before `from` was read or is lost.
  void PassDamage(std::string from);
  // The least key that lies in a later block than `from`; nothing if there is none, or no block can
  // be told from another.
  std::optional<std::string> NextBlock(const std::string& from) const;
  void Lose(std::string from, std::string to, const rocksdb::Status& cause);

  const FamilyToRead& source_;
  const rocksdb::LiveFileMetaData table_;
  rocksdb::SstFileReader reader_;
  std::unique_ptr<rocksdb::Iterator> it_;
  std::vector<LostSpan> lost_;
  rocksdb::Status failure_;
};

}  // namespace izin

#endif  // IZIN_SERVICE_STORE_INTERNAL_TABLE_CURSOR_H_
