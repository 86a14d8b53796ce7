// The words of the page that are not in the answer itself, in both languages.

#ifndef IZIN_SERVICE_CLI_ANSWER_TEXT_WORDS_H_
#define IZIN_SERVICE_CLI_ANSWER_TEXT_WORDS_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

#include "izin/v1/classification.pb.h"

namespace izin::cli {

struct Words {
  const char* id;
  const char* en;

  std::string In(bool is_english) const { return is_english ? en : id; }
};

// "-" for what has no name, values of a later version too.
Words OutcomeWords(izin::v1::Outcome outcome);
Words RiskWords(izin::v1::RiskLevel risk);
Words ScaleWords(izin::v1::BusinessScale scale);

// The title of a permit, or its code where it has none.
const std::string& NameOf(const izin::v1::Permit& permit);
// What people call it in a list: "UKL-UPL", "PKKPR"; the title, without what
// stands in brackets, where the code is no common name.
std::string ShortNameOf(const izin::v1::Permit& permit);
// The name of an office, or what kind of office it is in the BASIC view.
std::string OfficeOf(const izin::v1::Authority& authority, bool is_english);

// "NIB, PKKPR, dan SPPL".
std::string Listed(const std::vector<std::string>& names, bool is_english);

// "2026-09-30" -> "30 September 2026"; what is no date stays as it is.
std::string DateText(absl::string_view date, bool is_english);

// "25 hari kerja (40 bila berkas diperbaiki)", "terbit otomatis", "jangka waktunya tidak
// dipublikasikan", and by when.
std::string TermText(const izin::v1::Processing& term, bool is_english);

}  // namespace izin::cli

#endif  // IZIN_SERVICE_CLI_ANSWER_TEXT_WORDS_H_
