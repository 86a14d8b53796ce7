#include "service/lookup/kbli_indexes.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_split.h"

#include "service/lookup/build_kbli_index.h"
#include "service/lookup/embedded_index.h"

namespace izin {
namespace {

using SharedIndex = std::shared_ptr<const KbliIndex>;

absl::StatusOr<SharedIndex> Opened(absl::string_view bytes) {
  absl::StatusOr<std::unique_ptr<KbliIndex>> index = KbliIndex::Open(bytes);
  if (!index.ok()) return index.status();
  return SharedIndex(*std::move(index));
}

// The words that an index holds; they were checked when it was written.
absl::StatusOr<std::vector<SearchWord>> WordsOf(const KbliIndex& index) {
  const absl::StatusOr<std::string> lines = index.Words();
  if (!lines.ok()) return lines.status();
  std::vector<SearchWord> words;
  for (absl::string_view line : absl::StrSplit(*lines, '\n', absl::SkipEmpty())) {
    const std::pair<absl::string_view, absl::string_view> fields =
        absl::StrSplit(line, absl::MaxSplits('\t', 1));
    words.push_back(
        {.phrase = std::string(fields.first), .codes = absl::StrSplit(fields.second, '|')});
  }
  return words;
}

}  // namespace

absl::StatusOr<SharedIndex> KbliIndexes::For(const Ruleset& ruleset) const {
  if (SharedIndex held = Held(ruleset); held != nullptr) return held;
  absl::MutexLock making(&making_);
  if (SharedIndex held = Held(ruleset); held != nullptr) return held;
  absl::StatusOr<SharedIndex> made = Make(ruleset);
  if (!made.ok()) return made.status();
  absl::MutexLock lock(&mutex_);
  held_.push_front(*made);
  if (held_.size() > kMostHeld) held_.pop_back();
  return *made;
}

SharedIndex KbliIndexes::Held(const Ruleset& ruleset) const {
  absl::MutexLock lock(&mutex_);
  const auto held = std::find_if(held_.begin(), held_.end(), [&](const SharedIndex& index) {
    return index->ruleset() == ruleset.data().fingerprint;
  });
  if (held == held_.end()) return nullptr;
  held_.splice(held_.begin(), held_, held);
  return held_.front();
}

absl::StatusOr<SharedIndex> KbliIndexes::Make(const Ruleset& ruleset) const {
  std::vector<SearchWord> words = words_;
  if (!has_own_words_) {
    absl::StatusOr<SharedIndex> embedded = Opened(EmbeddedKbliIndex());
    if (!embedded.ok() || (*embedded)->ruleset() == ruleset.data().fingerprint) return embedded;
    absl::StatusOr<std::vector<SearchWord>> own = WordsOf(**embedded);
    if (!own.ok()) return own.status();
    words = *std::move(own);
  }
  const absl::StatusOr<std::string> bytes = BuildKbliIndex(ruleset, words);
  if (!bytes.ok()) return bytes.status();
  return Opened(*bytes);
}

absl::StatusOr<std::shared_ptr<const KbliIndexes>> KbliIndexesOf(const std::string& data_dir,
                                                                 const Ruleset& ruleset) {
  if (data_dir.empty()) return std::make_shared<const KbliIndexes>();
  absl::StatusOr<std::vector<SearchWord>> words =
      ReadSearchWords(data_dir, ruleset.kbli(KbliEdition::k2025));
  if (!words.ok()) return words.status();
  return std::make_shared<const KbliIndexes>(*std::move(words));
}

}  // namespace izin
