#include "service/lookup/build_kbli_index.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <sys/mman.h>
#include <system_error>
#include <unistd.h>
#include <utility>

#include "absl/cleanup/cleanup.h"
#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include <xapian.h>

#include "service/lookup/internal/index_format.h"
#include "service/lookup/kbli_hits.h"
#include "service/lookup/search_text.h"

namespace izin {
namespace {

// Of the old codes of a split or merged one, at most so many are found by its words.
constexpr std::size_t kMostOldCodes = 3;

// A text, with what it is found as.
struct Text {
  KbliEdition edition = KbliEdition::kUnspecified;
  TextSource source = TextSource::kTitle;
  std::vector<std::string> codes;
  std::string text;
};

// The codes of KBLI 2020 that a word for codes of 2025 is a word for: each code's own number first.
std::vector<std::string> OldCodes(const std::vector<std::string>& codes, const Ruleset& ruleset) {
  std::vector<std::string> old;
  const auto add = [&old](std::string code) {
    if (std::find(old.begin(), old.end(), code) == old.end()) old.push_back(std::move(code));
  };
  for (const std::string& code : codes) {
    const absl::StatusOr<KbliCode> parsed = KbliCode::Parse(code);
    if (!parsed.ok()) {
      if (ruleset.kbli(KbliEdition::k2020).Find(code) != nullptr) add(code);
      continue;
    }
    const auto counterparts =
        ruleset.data().conversion.CounterpartsOf(*parsed, KbliEdition::k2025, KbliEdition::k2020);
    for (KbliCode counterpart : counterparts.subspan(0, kMostOldCodes)) add(counterpart.ToString());
  }
  return old;
}

// The same with the divisions of a category in its place.
std::vector<std::string> WithDivisions(const std::vector<std::string>& codes,
                                       const KbliCatalogue& kbli) {
  std::vector<std::string> divisions;
  for (const std::string& code : codes) {
    if (code.size() > 1) {
      divisions.push_back(code);
      continue;
    }
    for (const KbliEntry& entry : kbli.entries()) {
      if (entry.parent == code) divisions.push_back(entry.code);
    }
  }
  return divisions;
}

std::vector<Text> TextsOf(const Ruleset& ruleset, absl::Span<const SearchWord> words) {
  std::vector<Text> texts;
  for (const KbliEdition edition : {KbliEdition::k2020, KbliEdition::k2025}) {
    for (const KbliEntry& entry : ruleset.kbli(edition).entries()) {
      if (entry.code.size() == KbliCode::kDigits)
        texts.push_back({edition, TextSource::kTitle, {entry.code}, entry.title});
    }
  }
  const KbliCatalogue& own = ruleset.kbli();
  for (const Scope& scope : ruleset.data().scopes) {
    texts.push_back({own.edition(),
                     TextSource::kScope,
                     {own.CodeAt(scope.code_index).ToString()},
                     scope.label});
  }
  for (const SearchWord& word : words) {
    texts.push_back({KbliEdition::k2025, TextSource::kWord,
                     WithDivisions(word.codes, ruleset.kbli(KbliEdition::k2025)), word.phrase});
    std::vector<std::string> old =
        WithDivisions(OldCodes(word.codes, ruleset), ruleset.kbli(KbliEdition::k2020));
    if (!old.empty())
      texts.push_back({KbliEdition::k2020, TextSource::kWord, std::move(old), word.phrase});
  }
  return texts;
}

std::string Joined(const std::vector<std::string>& codes) {
  return absl::StrJoin(codes, std::string(1, search_index::kCodeSeparator));
}

// One index being written. Throws Xapian::Error.
class Writer {
 public:
  explicit Writer(const std::string& folder)
      : database_(folder, Xapian::DB_CREATE | Xapian::DB_BACKEND_GLASS),
        stem_(search_index::kStemmer) {}

  void Add(const std::vector<Text>& texts) {
    for (const Text& text : texts) Take(text);
    for (auto& [document, stems] : taken_) {
      double length = 0;
      for (const std::string& stem : stems)
        length += std::log(static_cast<double>(taken_.size()) / counts_.at(stem));
      document.add_value(search_index::kLength, Xapian::sortable_serialise(length));
      database_.add_document(document);
    }
  }

  // Takes the descriptor, to close it.
  void Finish(const Ruleset& ruleset, absl::Span<const SearchWord> words, int file) {
    std::string lines;
    for (const SearchWord& word : words)
      absl::StrAppend(&lines, word.phrase, "\t", Joined(word.codes), "\n");
    database_.set_metadata(search_index::kVersionKey, search_index::kVersion);
    database_.set_metadata(search_index::kRulesetKey, ruleset.data().fingerprint);
    database_.set_metadata(search_index::kWordsKey, lines);
    database_.commit();
    database_.compact(file, Xapian::DBCOMPACT_SINGLE_FILE);
  }

 private:
  // Texts without a word that tells something ("Seluruh") are left out.
  void Take(const Text& text) {
    Xapian::Document document;
    std::vector<std::string> stems;
    for (const std::string& word : WordsOf(text.text)) {
      if (IsStopWord(word)) continue;
      std::string stem = stem_(word);
      document.add_term(search_index::kWordPrefix + word);
      if (std::find(stems.begin(), stems.end(), stem) != stems.end()) continue;
      document.add_term(stem);
      stems.push_back(std::move(stem));
      if (!absl::ascii_isdigit(static_cast<unsigned char>(word[0]))) database_.add_spelling(word);
    }
    if (stems.empty()) return;
    for (const std::string& stem : stems) ++counts_[stem];
    document.add_boolean_term(search_index::EditionTerm(text.edition));
    document.add_value(search_index::kCodes, Joined(text.codes));
    document.add_value(search_index::kSource, absl::StrCat(static_cast<int>(text.source)));
    document.set_data(text.text);
    taken_.emplace_back(std::move(document), std::move(stems));
  }

  Xapian::WritableDatabase database_;
  const Xapian::Stem stem_;
  std::vector<std::pair<Xapian::Document, std::vector<std::string>>> taken_;
  absl::flat_hash_map<std::string, int> counts_;
};

absl::StatusOr<std::string> ContentOf(int file) {
  std::string bytes(static_cast<std::size_t>(::lseek(file, 0, SEEK_END)), '\0');
  if (::pread(file, bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size()))
    return absl::UnavailableError("the search index cannot be read back");
  return bytes;
}

}  // namespace

absl::StatusOr<std::string> BuildKbliIndex(const Ruleset& ruleset,
                                           absl::Span<const SearchWord> words) {
  std::string folder = (std::filesystem::temp_directory_path() / "izin-index-XXXXXX").string();
  if (::mkdtemp(folder.data()) == nullptr)
    return absl::UnavailableError(
        absl::StrCat("no temporary folder for the search index: ", folder));
  const absl::Cleanup remove = [&folder] {
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);
  };
  const int file = ::memfd_create("izin-index", MFD_CLOEXEC);
  if (file < 0) return absl::UnavailableError("no memory file for the search index");
  const absl::Cleanup close = [file] { ::close(file); };
  try {
    Writer writer(folder + "/index");
    writer.Add(TextsOf(ruleset, words));
    writer.Finish(ruleset, words, ::dup(file));
  } catch (const Xapian::Error& error) {
    return absl::UnavailableError(
        absl::StrCat("the search index cannot be written: ", error.get_description()));
  }
  return ContentOf(file);
}

}  // namespace izin
