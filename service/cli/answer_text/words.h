// The words of the page that are not in the answer itself, in both languages.

#ifndef IZIN_SERVICE_CLI_ANSWER_TEXT_WORDS_H_
#define IZIN_SERVICE_CLI_ANSWER_TEXT_WORDS_H_

#include <string>

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

// The title of a permit, or its code in the BASIC view.
const std::string& NameOf(const izin::v1::Permit& permit);

// "25 hari kerja, 40 dengan perbaikan", "terbit otomatis", "jangka waktu tidak dipublikasikan".
std::string TermText(const izin::v1::Processing& term, bool is_english);

}  // namespace izin::cli

#endif  // IZIN_SERVICE_CLI_ANSWER_TEXT_WORDS_H_
