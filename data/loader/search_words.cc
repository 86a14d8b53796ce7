#include "data/loader/search_words.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <system_error>

#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

#include "data/loader/source_tree.h"
#include "data/loader/tsv.h"

namespace izin {
namespace {

constexpr char kWordsPath[] = "kbli/synonyms.tsv";
constexpr char kQuestionsPath[] = "kbli/queries.tsv";

// Where a field stands, for its faults.
struct Field {
  const std::string& path;
  const TsvRow& row;
  std::size_t column;

  absl::string_view text() const { return row[column]; }
  void AddError(std::size_t offset, std::string message, RuleIssues& issues) const {
    issues.AddError(path, row.line(), row.ColumnOf(column) + static_cast<int>(offset),
                    std::move(message));
  }
};

std::vector<std::string> CodesOf(const Field& field, bool only_subclasses,
                                 const KbliCatalogue& kbli, RuleIssues& issues) {
  std::vector<std::string> codes;
  for (absl::string_view code : absl::StrSplit(field.text(), '|')) {
    const auto offset = static_cast<std::size_t>(code.data() - field.text().data());
    const bool is_known = kbli.Find(code) != nullptr;
    if (!is_known || (only_subclasses && code.size() != KbliCode::kDigits)) {
      field.AddError(
          offset,
          absl::StrCat("code \"", code, "\": want ",
                       only_subclasses ? "a five-digit code" : "a code", " of KBLI 2025"),
          issues);
    } else if (std::find(codes.begin(), codes.end(), code) != codes.end()) {
      field.AddError(offset, absl::StrCat("code \"", code, "\" stands here twice"), issues);
    }
    codes.emplace_back(code);
  }
  return codes;
}

// Remembers what it is given, and tells of what it has been given before.
class Distinct {
 public:
  void Check(const Field& field, RuleIssues& issues) {
    if (seen_.insert(std::string(field.text())).second) return;
    field.AddError(0, absl::StrCat("\"", field.text(), "\" has a line already"), issues);
  }

 private:
  absl::flat_hash_set<std::string> seen_;
};

// True for words of lower case with single blanks between them.
bool IsPhrase(absl::string_view text) {
  if (text.empty() || text.front() == ' ' || text.back() == ' ') return false;
  return !absl::StrContains(text, "  ") && std::none_of(text.begin(), text.end(), [](char c) {
    return absl::ascii_isupper(static_cast<unsigned char>(c)) ||
           absl::ascii_iscntrl(static_cast<unsigned char>(c));
  });
}

// The content of a file of the folder, empty if it is missing.
absl::StatusOr<std::string> ReadOptional(const std::string& data_dir, const std::string& path) {
  const std::filesystem::path file = std::filesystem::path(data_dir) / path;
  std::error_code error;
  if (!std::filesystem::exists(file, error)) return std::string();
  std::ifstream in(file, std::ios::binary);
  std::ostringstream content;
  content << in.rdbuf();
  if (!in) return absl::UnavailableError(absl::StrCat(file.string(), ": cannot be read"));
  return std::move(content).str();
}

template <typename Rows>
absl::StatusOr<Rows> Read(const std::string& data_dir, const std::string& path,
                          const KbliCatalogue& kbli,
                          Rows (*parse)(const std::string&, absl::string_view, const KbliCatalogue&,
                                        RuleIssues&)) {
  const absl::StatusOr<std::string> content = ReadOptional(data_dir, path);
  if (!content.ok()) return content.status();
  if (content->empty()) return Rows();
  RuleIssues issues;
  CheckText(path, *content, issues);
  Rows rows = parse(path, *content, kbli, issues);
  if (issues.has_errors()) return absl::FailedPreconditionError(issues.ToString());
  return rows;
}

}  // namespace

std::vector<SearchWord> ParseSearchWords(const std::string& path, absl::string_view content,
                                         const KbliCatalogue& kbli, RuleIssues& issues) {
  std::vector<SearchWord> words;
  Distinct distinct;
  for (const TsvRow& row : ParseTsv(path, content, {"phrase", "codes"}, issues)) {
    const Field phrase{.path = path, .row = row, .column = 0};
    if (!IsPhrase(phrase.text()))
      phrase.AddError(0, "want words of lower case with single blanks between them", issues);
    distinct.Check(phrase, issues);
    if (!words.empty() && phrase.text() < words.back().phrase) {
      phrase.AddError(0,
                      absl::StrCat("\"", phrase.text(), "\" stands after \"", words.back().phrase,
                                   "\": want the lines sorted by phrase"),
                      issues);
    }
    words.push_back({.phrase = std::string(phrase.text()),
                     .codes = CodesOf({.path = path, .row = row, .column = 1},
                                      /*only_subclasses=*/false, kbli, issues)});
  }
  return words;
}

std::vector<SearchQuestion> ParseSearchQuestions(const std::string& path, absl::string_view content,
                                                 const KbliCatalogue& kbli, RuleIssues& issues) {
  std::vector<SearchQuestion> questions;
  Distinct distinct;
  for (const TsvRow& row : ParseTsv(path, content, {"half", "query", "codes"}, issues)) {
    const Field half{.path = path, .row = row, .column = 0};
    if (half.text() != "tuning" && half.text() != "held-out") {
      half.AddError(0, absl::StrCat("half \"", half.text(), "\": want tuning or held-out"), issues);
    }
    distinct.Check({.path = path, .row = row, .column = 1}, issues);
    questions.push_back({.is_held_out = half.text() == "held-out",
                         .query = std::string(row[1]),
                         .codes = CodesOf({.path = path, .row = row, .column = 2},
                                          /*only_subclasses=*/true, kbli, issues)});
  }
  return questions;
}

absl::StatusOr<std::vector<SearchWord>> ReadSearchWords(const std::string& data_dir,
                                                        const KbliCatalogue& kbli) {
  return Read<std::vector<SearchWord>>(data_dir, kWordsPath, kbli, ParseSearchWords);
}

absl::StatusOr<std::vector<SearchQuestion>> ReadSearchQuestions(const std::string& data_dir,
                                                                const KbliCatalogue& kbli) {
  return Read<std::vector<SearchQuestion>>(data_dir, kQuestionsPath, kbli, ParseSearchQuestions);
}

}  // namespace izin
