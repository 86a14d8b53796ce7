// The words of a comparison that are not in the answer itself, in both languages.

#ifndef IZIN_SERVICE_CLI_DIFF_TEXT_DIFF_WORDS_H_
#define IZIN_SERVICE_CLI_DIFF_TEXT_DIFF_WORDS_H_

#include <map>
#include <string>
#include <utility>

#include "absl/strings/string_view.h"

#include "izin/v1/ruleset.pb.h"
#include "service/cli/answer_text/words.h"

namespace izin::cli {

// Immutable. Thread-safe.
class DiffWords {
 public:
  // By the names that `diff` brings along; it need not outlive the words.
  DiffWords(const izin::v1::DiffRulesetsResponse& diff, bool is_english);

  bool is_english() const { return is_english_; }
  std::string Say(const Words& words) const { return words.In(is_english_); }
  // "9.812", "9,812".
  std::string Number(int number) const;
  // "diperketat"
  std::string Kind(izin::v1::ReformKind kind) const;
  std::string Location(izin::v1::LocationType location) const;
  // "Persetujuan ... (PKKPR)"; the code where it has no name.
  std::string Name(absl::string_view list, const std::string& code) const;
  // Its title alone.
  std::string Title(absl::string_view list, const std::string& code) const;
  // "permit/PKKPR", "outcome": what a difference is of.
  std::string Subject(const std::string& subject) const;
  // "jangka waktu (hari kerja)"; the path itself where there are no words.
  std::string Field(const std::string& path) const;
  // A value of that field: "ya", "Menengah Tinggi", the name of an office, or as it is.
  std::string Value(const std::string& path, const std::string& value) const;
  // "baris tabel"
  std::string List(const std::string& list) const;

 private:
  const bool is_english_;
  std::map<std::pair<std::string, std::string>, std::string> names_;  // by list and code
};

// "then.permit[PKKPR].working_days" -> "working_days"; "title.id" stays whole.
std::string LastField(const std::string& path);
// The keys in brackets: "PKKPR"; empty for none.
std::string KeysIn(const std::string& path);

}  // namespace izin::cli

#endif  // IZIN_SERVICE_CLI_DIFF_TEXT_DIFF_WORDS_H_
