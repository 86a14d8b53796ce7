#include "service/lookup/kbli_index.h"

#include <sys/mman.h>
#include <unistd.h>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include <xapian.h>

#include "service/base/sha256.h"
#include "service/lookup/internal/index_format.h"
#include "service/lookup/internal/index_reader.h"

namespace izin {

KbliIndex::KbliIndex(int file) : file_(file) {}
KbliIndex::~KbliIndex() { ::close(file_); }

absl::StatusOr<std::unique_ptr<KbliIndex>> KbliIndex::Open(absl::string_view bytes) {
  const int file = ::memfd_create("izin-kbli-index", MFD_CLOEXEC);
  if (file < 0) return absl::UnavailableError("no memory file for the search index");
  std::unique_ptr<KbliIndex> index(new KbliIndex(file));
  if (::pwrite(file, bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size()))
    return absl::UnavailableError("no memory for the search index");
  if (absl::Status status = index->ReadHeader(); !status.ok()) return status;
  return index;
}

absl::Status KbliIndex::ReadHeader() {
  std::string version;
  absl::Status status = WithReader([&](Reader& reader) {
    version = reader.Metadata(search_index::kVersionKey);
    ruleset_ = reader.Metadata(search_index::kRulesetKey);
    words_digest_ = Sha256Hex(reader.Metadata(search_index::kWordsKey));
  });
  if (status.ok() && version != search_index::kVersion)
    return absl::DataLossError(
        absl::StrCat("search index of version \"", version, "\": want ", search_index::kVersion));
  return status;
}

std::unique_ptr<KbliIndex::Reader> KbliIndex::Lease() const {
  {
    absl::MutexLock lock(&mutex_);
    if (!idle_.empty()) {
      std::unique_ptr<Reader> reader = std::move(idle_.back());
      idle_.pop_back();
      return reader;
    }
  }
  // Xapian begins where the file stands, and all copies of a descriptor stand at one place: they
  // are opened one by one. Afterwards each read says itself where it reads.
  absl::MutexLock opening(&opening_);
  ::lseek(file_, 0, SEEK_SET);
  return std::make_unique<Reader>(::dup(file_));
}

void KbliIndex::Return(std::unique_ptr<Reader> reader) const {
  absl::MutexLock lock(&mutex_);
  idle_.push_back(std::move(reader));
}

template <typename Work>
absl::Status KbliIndex::WithReader(const Work& work) const {
  try {
    std::unique_ptr<Reader> reader = Lease();
    work(*reader);
    Return(std::move(reader));
    return absl::OkStatus();
  } catch (const Xapian::Error& error) {
    return absl::DataLossError(
        absl::StrCat("the search index cannot be read: ", error.get_description()));
  }
}

absl::StatusOr<std::string> KbliIndex::Words() const {
  std::string words;
  absl::Status status =
      WithReader([&words](Reader& reader) { words = reader.Metadata(search_index::kWordsKey); });
  if (!status.ok()) return status;
  return words;
}

absl::StatusOr<FoundKbli> KbliIndex::Find(absl::string_view query, KbliEdition edition) const {
  FoundKbli found;
  absl::Status status = WithReader(
      [&](Reader& reader) { found.hits = reader.Find(query, edition, found.corrected_query); });
  if (!status.ok()) return status;
  return found;
}

absl::StatusOr<std::vector<std::string>> KbliIndex::TextsOf(absl::Span<const KbliHit> hits) const {
  std::vector<std::string> texts;
  absl::Status status = WithReader([&](Reader& reader) {
    for (const KbliHit& hit : hits) texts.push_back(reader.TextAt(hit.text));
  });
  if (!status.ok()) return status;
  return texts;
}

}  // namespace izin
