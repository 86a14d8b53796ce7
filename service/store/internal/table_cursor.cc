#include "service/store/internal/table_cursor.h"

#include <algorithm>
#include <cstdint>

#include "absl/numeric/int128.h"
#include "absl/strings/str_cat.h"

#include "service/store/internal/store_status.h"

namespace izin {
namespace {

// A key as a number in the same order; one that is shorter as if zeros followed.
absl::uint128 NumberOf(absl::string_view key) {
  std::string bytes(key.substr(0, TableCursor::kKeyBytes));
  bytes.resize(TableCursor::kKeyBytes, '\0');
  return absl::MakeUint128(FromBigEndian(bytes), FromBigEndian(absl::string_view(bytes).substr(8)));
}

std::string KeyOf(absl::uint128 number) {
  return absl::StrCat(BigEndian(absl::Uint128High64(number)),
                      BigEndian(absl::Uint128Low64(number)));
}

// The least key after `key`.
std::string After(absl::string_view key) { return absl::StrCat(key, absl::string_view("\0", 1)); }

}  // namespace

void TableCursor::Seek(absl::string_view from) {
  const std::string first = std::max(std::string(from), table_.smallestkey);
  const rocksdb::Status opened =
      reader_.Open(absl::StrCat(table_.db_path, "/", table_.relative_filename));
  if (!opened.ok()) return Lose(first, table_.largestkey, opened);
  rocksdb::ReadOptions options;
  options.fill_cache = false;
  it_.reset(reader_.NewIterator(options));
  it_->Seek(first);
  PassDamage(first);
}

void TableCursor::Next() {
  const std::string last(key());
  it_->Next();
  PassDamage(After(last));
}

void TableCursor::PassDamage(std::string from) {
  while (!it_->Valid() && !it_->status().ok() && failure_.ok()) {
    const std::optional<std::string> next = NextBlock(from);
    if (!next.has_value()) {
      Lose(from, table_.largestkey, it_->status());
      it_.reset();
      return;
    }
    Lose(from, KeyOf(NumberOf(*next) - 1), it_->status());
    from = *next;
    it_->Seek(from);
  }
}

std::optional<std::string> TableCursor::NextBlock(const std::string& from) const {
  // The index tells how far apart two keys lie in the file: nothing within one block.
  const auto lies_apart = [&](const std::string& key) {
    const rocksdb::Range range(from, key);
    std::uint64_t bytes = 0;
    const rocksdb::Status told =
        source_.db.GetApproximateSizes({}, &source_.family, &range, 1, &bytes);
    return told.ok() && bytes > 0;
  };
  absl::uint128 within = NumberOf(from);
  absl::uint128 beyond = NumberOf(table_.largestkey);
  if (beyond <= within || !lies_apart(table_.largestkey)) return std::nullopt;
  while (beyond - within > 1) {
    const absl::uint128 middle = within + (beyond - within) / 2;
    (lies_apart(KeyOf(middle)) ? beyond : within) = middle;
  }
  return KeyOf(beyond);
}

void TableCursor::Lose(std::string from, std::string to, const rocksdb::Status& cause) {
  if (!IsDamage(cause)) {
    failure_ = cause;
    return;
  }
  std::string words = cause.ToString();
  // The index may say that a block begins later than at its first key.
  if (!lost_.empty() && lost_.back().cause == words &&
      NumberOf(lost_.back().to) + 1 == NumberOf(from)) {
    lost_.back().to = std::move(to);
    return;
  }
  lost_.push_back({.from = std::move(from), .to = std::move(to), .cause = std::move(words)});
}

}  // namespace izin
